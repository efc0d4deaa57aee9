shift-when = Quand
shift-where = Lieu
shift-kind = Aide
shift-language = Langue
shift-vetted = Identité
shift-vetted-yes = vérifiée, pour tous
shift-note = Note
shift-remote = à distance
shift-cancelled = annulé
shift-nobody = Personne encore.
shift-somebody = Bénévole de l’association
shift-cancel = Annuler ce créneau
shift-cancel-done = « { $title } » n’a plus lieu.
find-someone = Trouver quelqu’un
find-nobody = Personne ne peut tenir ce poste. Demandez des bras à la Ville.
find-not-held = pas prêtée à cette heure
find-last-asked = sollicitée { $when }
book = Affecter
book-request = Demander
book-anyway = Affecter quand même
booked-held = Affectation enregistrée sur cet ordinateur.
booked-requested = Demandée à la Ville : pas confirmée, ne promettez rien.
booking-cancel = Retirer { $name }
booking-cancelled = { $name } n’est plus sur ce créneau.
answer-of = Réponse de { $name }
answer-saved = Réponse notée.
answer-noted = Réponse de { $name } notée.
week-of = { $week }
week-filled = { $filled } places pourvues sur { $needed }
week-before = Semaine précédente
week-after = Semaine suivante
week-this = Cette semaine
week-empty-title = Aucun créneau cette semaine
week-empty = Publiez un besoin : ses créneaux viendront se ranger ici, par lieu et par jour.
week-contested = { $count } à régler
plan-week = Planifier la semaine
plan-running = Recherche du meilleur plan…
plan-title = Plan proposé
plan-filled = { $after } places pourvues sur { $needed }, contre { $before } maintenant.
plan-best = C’est le meilleur plan possible.
plan-gap = Au plus à { $gap } % du meilleur plan possible.
plan-set-aside = { $count ->
    [one] Une affectation existante dépasse une règle ; elle reste comme elle est.
   *[other] { $count } affectations existantes dépassent une règle ; elles restent comme elles sont.
 }
plan-nothing = Rien à proposer : tout ce qui peut être pourvu l’est déjà.
plan-all-decided = Tout est décidé.
plan-proposals = Propositions
plan-count = { $count } { $count ->
    [one] proposition
   *[other] propositions
 }
plan-requested = à demander
plan-booked = { $held } { $held ->
    [one] affectation tenue
   *[other] affectations tenues
 }{ $requested ->
    [0] {""}
    [one] {", "}{ $requested } demandée
   *[other] {", "}{ $requested } demandées
 }{ $refused ->
    [0] {"."}
   *[other] {", "}{ $refused } devenues impossibles.
 }
plan-short = Ce qui manque encore
accept-all = Tout accepter
accept-one = Accepter { $name }
refuse-one = Écarter { $name }
short-missing = { $count ->
    [one] { $count } place manque
   *[other] { $count } places manquent
 } ({ $role })
short-able = { $count ->
    [0] Personne ne peut tenir ce poste
    [one] Une seule personne pourrait tenir ce poste
   *[other] { $count } personnes pourraient tenir ce poste
 }
short-because = {" : "}
why-not = Pourquoi pas…
why-not-hint = Tapez un nom pour savoir ce qui s’y oppose.
why-nothing = Rien ne s’oppose à affecter { $name }.
why-leaves = { $name } peut venir, mais quitterait { $count ->
    [one] un autre créneau
   *[other] { $count } autres créneaux
 } de la semaine.
why-broken = { $name } :
