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
    [one] Un changement reçu a été refusé.
   *[other] { $count } changements reçus ont été refusés.
 }
sync-see-refused = Voir dans À régler
sync-spoken-for = { $count ->
    [one] Un changement repris après l’exclusion de « { $device } » : la Ville ne l’avait pas encore, un collègue en répond.
   *[other] { $count } changements repris après l’exclusion de « { $device } » : la Ville ne les avait pas encore, un collègue en répond.
 }
sync-nobody = Aucun autre ordinateur n’a encore été vu.
sync-device = Ordinateur
sync-whose = À qui
sync-seen = Vu
seen-connected = connecté maintenant
seen-never = pas encore de nouvelles
seen-here = cet ordinateur
undone = Action annulée.
palette-title = Aller à…
palette-label = Une page ou une personne
palette-nothing = Rien de ce nom.
sync-unknown-device = Ordinateur inconnu
