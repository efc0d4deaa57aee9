skip-to-content = Skip to content
rooms = Pages
nav-today = Today
nav-planning = Planning
nav-needs = Needs
nav-volunteers = Volunteers and offers
nav-hands = Borrowed hands
nav-settle = To settle
nav-lend = Lend
nav-associations = Associations and devices
nav-settings = Settings
nav-help = Help
sync-online = Online
sync-offline = Offline
sync-saved = Saved on this computer
sync-all-sent = Everything is sent
sync-to-send = { $count } { $count ->
    [one] change to send
   *[other] changes to send
 }
sync-title = Synchronisation
