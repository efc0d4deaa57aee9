bundle-title = Without a network: by file
bundle-explained = An encrypted file carries what the other computer lacks: on a USB stick or by mail. Only that computer can read it. Opening it twice does no harm.
bundle-for = For whom
bundle-for-hub = The city’s hub: what it has not seen yet
bundle-for-all = All computers of { $name }
bundle-for-device = { $device } ({ $name })
bundle-everything = Everything from the start, for a computer that lost data
bundle-save = Save a file…
bundle-open = Open a received file…
bundle-working = Exchanging by file
bundle-nothing = { $name }: everything has been confirmed already. No file was written.
bundle-written = { $count ->
    [one] One change is in the file for: { $name }.
   *[other] { $count } changes are in the file for: { $name }.
 }
bundle-read = { $count ->
    [one] One change of “{ $device }” was taken in.
   *[other] { $count } changes of “{ $device }” were taken in.
 }
bundle-read-nothing = Nothing new from “{ $device }”.
bundle-refused = { $count ->
    [one] One change was refused: see To settle.
   *[other] { $count } changes were refused: see To settle.
 }
bundle-waiting = { $count ->
    [one] One change waits: an earlier file of “{ $device }” is missing. Open that one as well.
   *[other] { $count } changes wait: an earlier file of “{ $device }” is missing. Open that one as well.
 }
bundle-other-city = This file is of another city ({ $city }). It cannot be opened here.
bundle-not-one = This is not a Mainforte exchange file. Choose another.
bundle-newer-version = This file comes from a newer version of Mainforte. Update this computer first.
bundle-damaged = This file is not whole or was altered. Nothing was taken from it. Ask for it again.
bundle-too-large = This file would be too large. Connect the two computers instead.
bundle-not-for-us = This file was made for another computer. Ask for one for this one.
bundle-no-readers = There is no computer there that could read a file.
sync-waits = To send
repair-title = When in doubt
repair-explained = All that is shown is made again from what is saved, then compared with the hub at the next contact. Your work is not touched.
repair-button = Check and repair
repair-working = Checking
repair-done = { $count ->
    [one] One document checked
   *[other] { $count } documents checked
 }, nothing to repair.
repair-mended = Repaired: { $documents }, { $lists }.
repair-documents = { $count ->
    [one] one document
   *[other] { $count } documents
 }
repair-lists = { $count ->
    [one] one list on screen
   *[other] { $count } lists on screen
 }
repair-all-agree = Compared with every computer: each holds the same.
repair-same = Same content as: { $devices }.
repair-brought = { $count ->
    [one] One change that was missing here came back from: { $devices }.
   *[other] { $count } changes that were missing here came back from: { $devices }.
 }
repair-not-met = { $count ->
    [one] One computer will be compared at the next contact.
   *[other] { $count } computers will be compared at the next contact.
 }
way-local = local network
way-direct = directly
way-relay = through the city’s relay
sync-relay = Relay that the city names, for computers without a direct way: { $relay }
sync-no-relay = The city names no relay: every computer must be able to reach the hub directly.
repair-unreadable = { $count ->
    [one] One document is damaged here, and so is the history of its changes. The other computers bring what is missing at the next contact. Then check again; if this message comes back, please report it.
   *[other] { $count } documents are damaged here, and so is the history of their changes. The other computers bring what is missing at the next contact. Then check again; if this message comes back, please report it.
 }
arriving-title = The data is coming
arriving-lead = You can work already: what comes shows as it comes.
arriving-of = { $received } of { $of } changes
arriving-so-far = { $received } changes received so far
