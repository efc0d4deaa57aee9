lend-pool = { $shown } { $count ->
    [one] personne dans le vivier
   *[other] personnes dans le vivier
 }
lend-asks = Demandes ouvertes
lend-gaps = Qui manque de bras
lend-no-association = Aucune association n’a encore publié de besoin.
lend-queue = En attente du pivot
lend-association = Association
lend-nothing-missing = rien ne manque
lend-missing = { $count ->
    [one] { $count } manque
   *[other] { $count } manquent
 }
lend-requested = { $count ->
    [one] { $count } demandée
   *[other] { $count } demandées
 }
lend-who = Voir qui peut
lend-waits = en attente
lend-refused-elsewhere = déjà en prêt à cette heure
lend-refused-hours = dépasse ses heures
lend-refused-person = prêt impossible pour cette personne
lend-refused-restored = le pivot, restauré d’une sauvegarde, attend encore { $awaited } ; redemandez ensuite
lend-refused-other = refusé
lend-lent = Ce qui est prêté
lend-lent-more = { $count ->
    [one] Un autre prêt, plus tard, ne se montre pas ici.
   *[other] { $count } autres prêts, plus tard, ne se montrent pas ici.
 }
loan-coming-back = prêt rendu, pas encore vu par tous leurs ordinateurs
loan-reclaimed = prêt repris par la Ville { $when }
reclaim = Reprendre
reclaim-waits = reprise demandée au pivot
reclaim-title = Reprendre { $name } à « { $association } » ?
reclaim-known = « { $association } » compte sur { $name } pour :
reclaim-nothing-known = D’après ce qui est arrivé ici, « { $association } » n’a pas affecté { $name } à ces heures.
reclaim-risks = Ce qui peut arriver :
reclaim-unheard = Un ordinateur de « { $association } » qui est hors réseau ne sait rien de cette reprise. Il peut avoir affecté { $name } sans que la Ville le voie, et peut encore le faire et lui faire dire oui.
reclaim-twice = Si vous prêtez de nouveau ces heures, { $name } peut avoir promis d’être à deux endroits à la fois. Cela viendra sous « À régler », ici et à l’association, mais seulement quand l’ordinateur de l’association aura retrouvé le réseau.
reclaim-better = Mieux vaut appeler « { $association } » et lui demander de rendre { $name } : le prêt finit alors sans ce risque.
reclaim-leave = Laisser ce prêt
reclaimed-said = Le prêt de { $name } est repris. Appelez l’association : elle ne le sait peut-être pas encore.
reclaim-asked-said = Demande enregistrée : le prêt de { $name } sera repris dès que le pivot l’aura reçue.
lend-to = Prêter à { $name }
lend-hours = Heures au plus
lend-hours-hint = Vide : toute la durée.
lend-candidates = Qui peut
lend-nobody = Personne du vivier ne convient à cette heure.
lend = Prêter
lend-perhaps = disponibilité pas dite
lend-wanted = l’association en a déjà fait la demande
lend-already = { $hours } prêtées cette semaine
lent-done = Prêt enregistré : { $name }, pour « { $association } ».
lent-pending = Demande enregistrée : le pivot doit encore accorder le prêt de { $name }.
invite = Inviter
invite-more = Un ordinateur de plus
inviting = Préparation de l’invitation…
invite-name = Nom de l’association
invite-name-hint = Une association que la Ville ne connaît pas encore est inscrite.
invite-make = Créer l’invitation
invite-for = Pour « { $organisation } », une seule fois, jusqu’au { $until }.
invite-qr = Invitation à photographier
invite-secret = Qui tient cette ligne peut rejoindre à sa place. Remettez-la en main propre ou par un canal sûr ; elle ne sera plus affichée.
invite-keep = Enregistrer en fichier
invite-kept = Invitation enregistrée.
invite-own-hint = Un autre ordinateur de votre association peut rejoindre la Ville avec une invitation d’ici.
invite-own-first = Cet ordinateur doit avoir joint la Ville avant que l’autre se serve de l’invitation.
device-role = Fonction
device-gesture = Geste
device-revoked = accès retiré
device-revoking = retrait demandé au pivot
revoke = Retirer l’accès
revoked-said = L’accès de { $name } est retiré.
revoke-asked-said = Demande enregistrée : l’accès de { $name } sera retiré dès que le pivot l’aura reçue.
revoke-title = Retirer l’accès de { $name } ?
revoke-does-close = Ses connexions se ferment, et plus rien ne lui est envoyé.
revoke-does-lock = Dès qu’il joint un autre ordinateur de la Ville, il se verrouille et le dit à la personne qui s’en sert.
revoke-does-keep = Ce qu’il a écrit jusqu’ici reste. Ce qu’il écrirait après n’est accepté nulle part.
revoke-cannot = Un ordinateur qui reste hors réseau n’en saura rien. Ce que quelqu’un y a déjà lu ou copié, personne ne peut le reprendre.
hub-wait = Le pivot de la Ville a été restauré d’une sauvegarde ({ $since }). Il attend des nouvelles de : { $awaited }. D’ici là il ne prête personne et n’inscrit, ne retire ni n’efface rien.
hub-go-on = Ne plus attendre
hub-go-on-title = Ne plus attendre ces structures ?
hub-go-on-unheard = Le pivot ne sait pas encore ce que savent : { $awaited }.
hub-go-on-lends-twice = Une personne prêtée après la sauvegarde peut être prêtée une deuxième fois aux mêmes heures.
hub-go-on-contradicts = Ce qui a été inscrit, retiré ou effacé après la sauvegarde peut être contredit. Les ordinateurs qui le savent devront alors être réinvités.
hub-go-on-better = Mieux vaut demander à chacune de se connecter une fois : l’attente finit d’elle-même.
hub-go-on-said = Le pivot n’attend plus.
hub-go-on-asked-said = Demande enregistrée : le pivot n’attendra plus dès qu’il l’aura reçue.
no-way-back = Ce geste ne s’annule pas.
role-hub = Pivot de la Ville
role-operator = Poste de la Ville
role-coordinator = Association
invitation-waits = Une invitation attend, valable jusqu’au { $until }.
invitation-over = Une invitation n’a pas servi à temps.
