settle-none-title = Rien à régler
settle-none = Quand deux ordinateurs ont affecté la même personne sans se voir, la question vient ici.
settle-newer-mail = Un ordinateur de votre association, équipé d’une version plus récente de Mainforte, vous a envoyé du travail que celui-ci ne sait pas lire. Ce travail attend au pivot, rien n’est perdu : mettez Mainforte à jour sur cet ordinateur pour le recevoir.
settle-stuck = Une tâche que cet ordinateur fait tout seul n’aboutit pas depuis un moment. Il la réessaie toutes les dix minutes, et le reste du travail n’en souffre pas. Essayez « Vérifier et réparer » dans Synchronisation ; si cet avis revient, signalez-le.
settle-keys = Touches : 1 ou 2 pour garder l’une ou l’autre, Entrée pour suivre la suggestion.
settle-overlap = { $name } est à deux endroits à la fois
settle-quota = { $name } dépasse les heures prêtées
settle-answer = Réponse
settle-right = Droit
settle-booked-by = Affectation faite sur { $device }, { $when }.
settle-keep = Garder celle-ci
settle-follow = Suivre la suggestion
settle-suggested = Suggestion : garder « { $title } ».
settle-because-yes = La personne a déjà dit oui à celle-ci.
settle-because-urgent = Celle-ci est plus urgente.
settle-because-held = Celle-ci est tenue, l’autre n’est que demandée.
settle-because-continuity = La personne connaît ce lieu.
settle-because-arbitrary = Rien ne les distingue ; tous les ordinateurs suggèrent la même.
settled-said = Réglé. Les autres ordinateurs le sauront à la prochaine connexion.
settled-title = Déjà réglé
settled-line = { $name } : gardé « { $kept } », laissé « { $dropped } »
settled-by = { $device }, { $when }
reclaimed-title = La Ville a repris { $name }
reclaimed-means = Vos affectations à ces heures ne sont plus tenues : une autre structure compte peut-être sur { $name }.
reclaimed-next = appelez cette personne, dont la venue n’est plus sûre, puis retirez chaque affectation. S’il vous manque quelqu’un, demandez à la Ville.
reclaimed-by = Prêt repris sur « { $device } », { $when } : { $time }
reclaimed-city-title = « { $association } » compte encore sur { $name }
reclaimed-city-means = Ce prêt a été repris. « { $association } » ne le sait peut-être pas encore.
reclaimed-city-next = appelez « { $association } ». Quand l’affectation y sera retirée, ceci disparaîtra d’ici.
reclaimed-twice = à la même heure, « { $association } » l’attend aussi : { $seat }
reclaimed-alone = Aucune autre structure ne l’attend à cette heure.
refused-title = Ce qui a été refusé
refused-lead = Reçus d’autres ordinateurs, ces changements n’ont pas été appliqués. Le reste du travail n’en souffre pas.
refused-all-seen = Tout a été vu.
refused-count = { $count ->
    [one] Un changement
   *[other] { $shown } changements
 } : { $about }.
refused-about-person = la fiche de { $name }
refused-about-someone = la fiche d’une personne inconnue ici
refused-about-card = la fiche de { $name }, montrée par { $organisation }
refused-about-some-card = la fiche d’une personne montrée par { $organisation }
refused-about-board = le planning de { $month } ({ $organisation })
refused-about-places = les lieux de { $organisation }
refused-about-requests = les demandes de { $organisation }
refused-about-loans = les personnes prêtées à { $organisation }
refused-about-registry = la liste des structures de la Ville
refused-about-unknown = un contenu que cette version ne connaît pas
refused-about-more = { $count ->
    [one] et un autre document
   *[other] et { $count } autres documents
 }
refused-by = Écrit sur « { $device } » ({ $organisation })
refused-by-claimed = Au nom de « { $device } » ({ $organisation }), sans preuve
refused-by-unknown = D’un ordinateur inconnu ({ $device })
refused-by-nobody = Auteur illisible
refused-device = « { $device } »
refused-brought = apporté par { $devices }
refused-since = le dernier { $last }, le premier { $first }
refused-next = À faire :
refused-to-repair = Ouvrir Synchronisation
refused-seen = Vu, mettre de côté
refused-seen-said = Mis de côté, et toujours gardé.
refused-back = Remettre à régler
refused-back-said = Remis à régler.
refused-aside = { $count ->
    [one] Un refus mis de côté
   *[other] { $count } refus mis de côté
 }
refused-more = { $count ->
    [one] Un autre refus, plus ancien, se montrera quand vous aurez mis ceux-ci de côté.
   *[other] { $count } autres refus, plus anciens, se montreront quand vous aurez mis ceux-ci de côté.
 }
refused-forged = La signature est fausse
refused-wrong-actor = Celui qui signe n’est pas celui qui a écrit
refused-not-owner = Cet ordinateur n’est pas de la structure dont il change le travail
refused-not-issuer = Seul le pivot de la Ville peut prêter quelqu’un
refused-revoked = L’accès de cet ordinateur avait été retiré
refused-unknown-device = La Ville ne connaît pas cet ordinateur
refused-waits = Il manque ce qui vient avant
refused-equivocation = Un même ordinateur a écrit deux versions qui se contredisent
refused-built-on-equivocation = Cela suivait une version qui a été écartée
refused-too-large = C’est trop gros pour être accepté
refused-damaged = Le contenu est abîmé
refused-too-deep = Cela écrit là où aucun Mainforte n’écrit
refused-unloadable = Avec cela, le document ne s’ouvrirait plus
refused-unreadable-here = Ce document est abîmé sur cet ordinateur-ci
refused-other = Cette version ne connaît pas la raison
refused-next-forged = rien n’a été écrit ici. { $city ->
    [yes] Si cela se répète, voyez avec qui l’a apporté.
   *[no] Si cela se répète, prévenez la Ville et nommez qui l’a apporté.
 }
refused-next-misplaced = { $city ->
    [yes] voyez avec qui s’en sert ; s’il le faut, retirez l’accès de cet ordinateur.
   *[no] prévenez la Ville : un ordinateur ne devrait jamais faire cela.
 }
refused-next-revoked = rien, si un collègue de sa structure s’appuie sur ce travail : il sera repris tout seul. Sinon, faites-le refaire.
refused-next-unknown-device = { $city ->
    [yes] s’il est à sa place, invitez-le.
   *[no] demandez une invitation à la Ville pour cet ordinateur.
 }
refused-next-waits = rien. Ce sera repris dès que ce qui manque arrivera, par le réseau ou par un fichier précédent.
refused-next-equivocation = rien, tous les ordinateurs gardent la même. { $city ->
    [yes] Si cela se répète, son disque a sans doute été copié : voyez avec qui s’en sert.
   *[no] Si cela se répète, son disque a sans doute été copié : prévenez la Ville.
 }
refused-next-built-on-equivocation = rien. Son ordinateur l’écrit de nouveau tout seul.
refused-next-too-large = demandez à qui s’en sert de refaire ce travail en plusieurs fois.
refused-next-damaged = demandez à qui s’en sert de refaire ce changement.
refused-next-unreadable-here = cliquez sur « Vérifier et réparer » dans Synchronisation : ce changement revient ensuite de lui-même.
refused-next-other = mettez Mainforte à jour.
