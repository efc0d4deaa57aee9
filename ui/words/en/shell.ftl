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
sync-other-version = Update needed
sync-version-here = { $hub ->
    [yes] The city’s hub
   *[no] “{ $device }”
 } has a newer version of Mainforte. Update this computer: until then, nothing is exchanged with it. Your work stays saved here.
sync-version-there = { $hub ->
    [yes] The city’s hub
   *[no] “{ $device }”
 } has an older version of Mainforte. Have it updated: until then, nothing is exchanged with it. Your work stays saved here.
sync-title = Synchronisation
sync-exchanging = Exchanging
sync-connecting = Connecting…
sync-switched-off = Synchronisation is off
sync-explained = All that you do is first saved here. The network only serves to share it.
sync-quarantined = { $count ->
    [one] One received change was refused.
   *[other] { $count } received changes were refused.
 }
sync-see-refused = See in To settle
sync-spoken-for = { $count ->
    [one] One change was kept
   *[other] { $count } changes were kept
 } after “{ $device }” was shut out: the city did not have that work yet, a colleague answers for it.
sync-nobody = No other computer has been seen yet.
sync-device = Computer
sync-whose = Whose
sync-seen = Seen
seen-connected = connected now
seen-never = no news yet
seen-here = this computer
undone = Undone.
palette-title = Go to…
palette-label = A page or a person
palette-nothing = Nothing of that name.
sync-unknown-device = Unknown computer
