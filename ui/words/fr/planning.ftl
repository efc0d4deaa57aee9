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
find-not-held = pas de prêt à cette heure
find-last-asked = dernière sollicitation { $when }
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
plan-filled = { $after } places pourvues sur { $needed }, contre { $before } avant.
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
    [one] {", "}{ $refused } devenue impossible.
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
why-for = Ce qui parle pour { $name } :
why-booked = { $name } y est déjà ({ $role }).
why-full = Toutes les places sont tenues par des personnes qui ont dit oui.
why-promised = { $name } a déjà dit oui à { $seat }.
why-leaves = { $name } quitterait { $seat }.
why-leaves-short = { $name } quitterait { $seat } : la place resterait vide, { $others ->
    [0] personne d’autre n’est libre pour la tenir
    [one] une seule autre personne est libre pour la tenir
   *[other] { $others } autres personnes sont libres pour la tenir
 }.
why-takes = { $name } prendrait aussi { $seat }.
why-pushes-out = { $name } prendrait la place de { $other }, qui n’aurait plus rien à cette heure-là.
why-pushes-to = { $name } prendrait la place de { $other }, qui passerait à { $seat }.
why-better = Au total, la semaine y gagnerait.
why-same = Au total, cela se vaut.
why-worse = Au total, la semaine y perdrait.
why-broken = { $name } :
why-proposal = Pourquoi ?
move-here = Déplacer ici
move-leaves = quitterait { $seat }
moved = { $name } a changé de créneau.
plan-note = Rien n’est enregistré tant que vous n’avez pas accepté.
replan = Remplacements
replan-title = Remplacements
replan-lost = { $name } ne vient pas
replan-nothing-title = Aucune place à reprendre
replan-nothing = Quand quelqu’un dit non ou se désiste, sa place vient ici avec qui peut la reprendre.
replan-how = Jusqu’où déplacer
replan-nobody = Ne déplacer personne
replan-few = Déplacer un peu
replan-best = Meilleur plan
replan-gains = { $gained ->
    [0] aucune place reprise
    [one] une place reprise
   *[other] { $gained } places reprises
 }, { $moved ->
    [0] personne n’est déplacé
    [one] une affectation déplacée
   *[other] { $moved } affectations déplacées
 }
replan-searching = calcul…
replan-told-stay = Les personnes qui ont dit oui ne sont jamais déplacées.
replan-doubtful = { $name } tient encore { $count ->
    [one] un autre créneau
   *[other] { $count } autres créneaux
 } cette semaine.
replan-none = Ne vient à aucun
replan-withdrawn = { $name } ne vient plus cette semaine.
replan-count = { $count ->
    [0] Rien à proposer ainsi
    [one] { $count } proposition
   *[other] { $count } propositions
 }
replan-takes = prend { $seat }
replan-leaves = quitte { $seat }
replan-gain = { $count ->
    [one] une place de plus
   *[other] { $count } places de plus
 }
replan-accept = Accepter
replan-refuse = Écarter
replan-accepted = { $count ->
    [one] Une affectation enregistrée sur cet ordinateur.
   *[other] { $count } affectations enregistrées sur cet ordinateur.
 }
replan-call = { $count ->
    [one] Pensez à appeler cette personne : rien ne lui a été dit.
   *[other] Pensez à les appeler : rien ne leur a été dit.
 }
replan-short = Ce qui reste vide
