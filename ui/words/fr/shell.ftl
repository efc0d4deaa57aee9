skip-to-content = Aller au contenu
rooms = Pages
nav-today = Aujourd’hui
nav-planning = Planning
nav-needs = Besoins
nav-volunteers = Bénévoles et offres
nav-hands = Mises à disposition
nav-settle = À régler
nav-lend = Prêter
nav-associations = Associations et appareils
nav-settings = Réglages
nav-help = Aide
sync-online = En ligne
sync-offline = Hors ligne
sync-saved = Enregistré sur cet ordinateur
sync-all-sent = Tout est envoyé
sync-to-send = { $count } { $count ->
    [one] changement à envoyer
   *[other] changements à envoyer
 }
sync-other-version = Mise à jour nécessaire
sync-version-here = { $hub ->
    [yes] Le pivot de la Ville
   *[no] « { $device } »
 } a une version plus récente de Mainforte. Mettez cet ordinateur à jour : d’ici là, rien ne s’échange avec lui. Votre travail reste enregistré ici.
sync-version-there = { $hub ->
    [yes] Le pivot de la Ville
   *[no] « { $device } »
 } a une version plus ancienne de Mainforte. Faites-le mettre à jour : d’ici là, rien ne s’échange avec lui. Votre travail reste enregistré ici.
sync-title = Synchronisation
sync-exchanging = Échange en cours
sync-connecting = Connexion…
sync-switched-off = Synchronisation coupée
sync-explained = Tout ce que vous faites est d’abord enregistré ici. Le réseau ne sert qu’à le partager.
sync-quarantined = { $count ->
    [one] Un changement reçu a été refusé et mis de côté.
   *[other] { $count } changements reçus ont été refusés et mis de côté.
 }
sync-spoken-for = { $count ->
    [one] Un changement repris après l’exclusion de « { $device } » : la Ville ne l’avait pas encore, un collègue en répond.
   *[other] { $count } changements repris après l’exclusion de « { $device } » : la Ville ne les avait pas encore, un collègue en répond.
 }
sync-nobody = Aucun autre ordinateur n’a encore été vu.
sync-device = Ordinateur
sync-whose = À qui
sync-seen = Vu
seen-connected = connecté maintenant
seen-never = jamais
undone = Action annulée.
palette-title = Aller à…
palette-label = Une page ou une personne
palette-nothing = Rien de ce nom.
sync-refused = { $author }, { $when } : { $reason }
refused-forged = signature fausse. Rien n’a été écrit ; prévenez la Ville si cela se répète.
refused-not-owner = l’ordinateur n’est pas de la structure dont il modifie un document. Prévenez la Ville.
refused-not-readable = ce document n’est pas pour votre structure. Il n’y a rien à faire.
refused-not-issuer = seule la Ville peut prêter quelqu’un. Demandez-lui de le faire.
refused-revoked = l’accès de cet ordinateur a été retiré. Ce qu’il a écrit depuis ne compte pas ; faites-le réinviter s’il faut.
refused-unknown-device = cet ordinateur n’est pas connu de la Ville. Demandez-lui une invitation.
refused-waits = il manque ce qui vient avant. Cela s’arrange à la prochaine connexion.
refused-equivocation = deux versions contradictoires d’un même travail par un seul ordinateur : tous ont gardé la même. Prévenez la Ville si cela se répète.
refused-built-on-equivocation = elle suivait l’une de deux versions contradictoires, celle qui a été écartée. Son ordinateur la réécrit de lui-même.
refused-too-large = trop gros pour être accepté. Refaites ce travail en plusieurs fois.
refused-damaged = contenu abîmé, mis à l’écart. Demandez à cette personne de refaire ce changement.
refused-other = raison inconnue de cette version. Mettez Mainforte à jour.
sync-unknown-device = Ordinateur inconnu
