today-withdrew = Désistements
today-short = Dans les 72 heures
today-asks = Demandes des associations
today-to-call = À appeler
today-requested = Demandées à la Ville
today-lent = Prêtées par la Ville
today-to-settle = { $count ->
    [one] Une personne est affectée deux fois à la même heure.
   *[other] { $count } affectations se contredisent.
 }
today-settle = Régler
today-missing = { $count ->
    [one] { $count } manque
   *[other] { $count } manquent
 }
today-not-confirmed = pas confirmée, ne promettez rien
today-lent-chip = vous pouvez l’affecter
today-plan = Planifier
today-lend = Prêter
today-ask = { $hands } { $hands ->
    [one] personne
   *[other] personnes
 } pour { $kind } · { $lent ->
    [0] aucune prêtée
    [one] { $lent } prêtée
   *[other] { $lent } prêtées
 }
today-see = Voir
today-import = Importer une liste
today-first-title = Bienvenue
today-first = Commencez par vos bénévoles : importez la liste que vous avez déjà, même imparfaite.
today-publish = Publier un besoin
today-second-title = Vos bénévoles sont là
today-second = { $count ->
    [one] Une personne est prête. Dites maintenant où et quand vous avez besoin d’elle.
   *[other] { $shown } personnes sont prêtes. Dites maintenant où et quand vous avez besoin d’elles.
 }
today-see-week = Voir la semaine
today-done-title = Rien n’attend
today-done = Tous les créneaux des prochaines 72 heures sont pourvus.
call-yes = Oui
call-no-reply = Pas de réponse
call-no = Non
