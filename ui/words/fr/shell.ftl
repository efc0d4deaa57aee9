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
sync-title = Synchronisation
sync-exchanging = Échange en cours
sync-connecting = Connexion…
sync-switched-off = Synchronisation coupée
sync-explained = Tout ce que vous faites est d’abord enregistré ici. Le réseau ne sert qu’à le partager.
sync-quarantined = { $count ->
    [one] Un changement reçu a été refusé et mis de côté.
   *[other] { $count } changements reçus ont été refusés et mis de côté.
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
sync-unknown-device = Ordinateur inconnu
