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
    [one] One received change was refused and put aside.
   *[other] { $count } received changes were refused and put aside.
 }
sync-spoken-for = { $count ->
    [one] One change was kept
   *[other] { $count } changes were kept
 } after “{ $device }” was shut out: the city did not have that work yet, a colleague answers for it.
sync-nobody = No other computer has been seen yet.
sync-device = Computer
sync-whose = Whose
sync-seen = Seen
seen-connected = connected now
seen-never = never
undone = Undone.
palette-title = Go to…
palette-label = A page or a person
palette-nothing = Nothing of that name.
sync-refused = { $author }, { $when }: { $reason }
refused-forged = false signature. Nothing was written; tell the city if it happens again.
refused-not-owner = the computer does not belong to the structure whose document it changes. Tell the city.
refused-not-readable = this document is not for your structure. There is nothing to do.
refused-not-issuer = only the city can lend somebody. Ask it to.
refused-revoked = this computer’s access was withdrawn. What it wrote since does not count; have it invited again if needed.
refused-unknown-device = the city does not know this computer. Ask it for an invitation.
refused-waits = what comes before is missing. It mends itself at the next connection.
refused-equivocation = two contradictory versions of the same work by one computer: every computer kept the same one. Tell the city if it happens again.
refused-built-on-equivocation = it followed one of two contradictory versions, the one that was set aside. Its computer writes it again by itself.
refused-too-large = too large to be accepted. Do this work again in several steps.
refused-damaged = damaged content, set aside. Ask that person to make the change again.
refused-other = a reason unknown to this version. Update Mainforte.
sync-unknown-device = Unknown computer
