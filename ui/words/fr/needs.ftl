need-new = Nouveau besoin
need-publish = Publier
need-published = { $count ->
    [one] Besoin publié : 1 créneau.
   *[other] Besoin publié : { $count } créneaux.
 }
need-title = De quoi avez-vous besoin ?
need-title-hint = Par exemple : Distribution, Bacalan
need-place-district = Quartier de ce nouveau lieu
need-priority = Urgence
priority-1 = très urgent
priority-2 = habituel
priority-3 = peut attendre
priority-4 = si possible
need-remote = Peut se faire de chez soi
need-vetted = Identité vérifiée demandée
need-roles = Rôles
need-role = Rôle
need-role-first = Accueil
need-role-add = Ajouter un rôle
need-role-remove = Retirer le rôle { $role }
need-skill = Compétence
need-min = Min.
need-max = Max.
need-slots = Créneaux
need-day = Jour
need-from = De
need-until = À
need-slot-add = Ajouter le jour suivant
need-slot-remove = Retirer ce créneau
need-more = { $count ->
    [one] Voir 1 autre créneau
   *[other] Voir { $count } autres créneaux
 }
needs-none-title = Aucun besoin publié
needs-none = Dites de combien de personnes vous avez besoin, où et quand. Une liste de créneaux s’importe aussi.
