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
