settle-none-title = Nothing to settle
settle-none = When two computers have booked the same person without seeing each other, the question comes here.
settle-newer-mail = A computer of your association with a newer version of Mainforte has sent you work that this one cannot read. That work waits at the hub, nothing is lost: update Mainforte on this computer to receive it.
settle-stuck = Something that this computer does by itself has not succeeded for a while. It tries again every ten minutes, and the rest of the work does not suffer. Try “Check and repair” in Synchronisation; if this notice comes back, please report it.
settle-keys = Keys: 1 or 2 to keep one or the other, Enter to follow the suggestion.
settle-overlap = { $name } is in two places at once
settle-quota = { $name } passes the hours lent
settle-answer = Answer
settle-right = Right
settle-booked-by = Booked on { $device }, { $when }.
settle-keep = Keep this one
settle-follow = Follow the suggestion
settle-suggested = Suggestion: keep “{ $title }”.
settle-because-yes = They have already said yes to it.
settle-because-urgent = It is more urgent.
settle-because-held = It is held, the other only requested.
settle-because-continuity = They know this place.
settle-because-arbitrary = Nothing tells them apart; every computer suggests the same one.
settled-said = Settled. The other computers will know at the next connection.
settled-title = Already settled
settled-line = { $name }: kept “{ $kept }”, dropped “{ $dropped }”
settled-by = { $device }, { $when }
reclaimed-title = The city has taken { $name } back
reclaimed-means = Your bookings in these hours are no longer held: { $name } may be expected elsewhere.
reclaimed-next = call them, for they may not come, then remove each booking. If you lack somebody, ask the city.
reclaimed-by = Loan taken back on “{ $device }”, { $when }: { $time }
reclaimed-city-title = “{ $association }” still counts on { $name }
reclaimed-city-means = This loan was taken back. “{ $association }” may not know yet.
reclaimed-city-next = call “{ $association }”. Once the booking is removed there, this leaves the list here.
reclaimed-twice = at the same time “{ $association }” expects them too: { $seat }
reclaimed-alone = No other organisation expects them at that time.
refused-title = What was refused
refused-lead = These changes came from other computers and were not applied. Nothing else suffers from it.
refused-all-seen = All of it has been seen.
refused-count = { $count ->
    [one] One change
   *[other] { $shown } changes
 }: { $about }.
refused-about-person = { $name }’s sheet
refused-about-someone = the sheet of somebody unknown here
refused-about-card = { $name }’s sheet, shown by { $organisation }
refused-about-some-card = the sheet of somebody shown by { $organisation }
refused-about-board = the planning of { $month } ({ $organisation })
refused-about-places = the places of { $organisation }
refused-about-requests = the requests of { $organisation }
refused-about-loans = the people lent to { $organisation }
refused-about-registry = the city’s list of associations
refused-about-unknown = something that this version does not know
refused-about-more = { $count ->
    [one] and one more document
   *[other] and { $count } more documents
 }
refused-by = Written on “{ $device }” ({ $organisation })
refused-by-claimed = In the name of “{ $device }” ({ $organisation }), unproven
refused-by-unknown = From an unknown computer ({ $device })
refused-by-nobody = The author cannot be read
refused-device = “{ $device }”
refused-brought = brought by { $devices }
refused-since = the last { $last }, the first { $first }
refused-next = To do:
refused-to-repair = Open Synchronisation
refused-seen = Seen, set aside
refused-seen-said = Set aside, and still kept.
refused-back = Put back
refused-back-said = Put back among what is to settle.
refused-aside = { $count ->
    [one] One refusal set aside
   *[other] { $count } refusals set aside
 }
refused-more = { $count ->
    [one] One more refusal, older, will show when you have set these aside.
   *[other] { $count } more refusals, older, will show when you have set these aside.
 }
refused-forged = The signature is false
refused-wrong-actor = Whoever signs it is not who wrote it
refused-not-owner = This computer is not of the association whose work it changes
refused-not-issuer = Only the city’s hub can lend somebody
refused-revoked = This computer’s access had been withdrawn
refused-unknown-device = The city does not know this computer
refused-waits = What comes before is missing
refused-equivocation = One computer wrote two versions that contradict each other
refused-built-on-equivocation = It followed a version that was dropped
refused-too-large = It is too large to be accepted
refused-damaged = The content is damaged
refused-too-deep = It writes where no Mainforte writes
refused-unloadable = With it the document would not open any more
refused-unreadable-here = This document is damaged on this computer
refused-other = This version does not know the reason
refused-next-forged = nothing was written here. { $city ->
    [yes] If it happens again, see whoever brought it.
   *[no] If it happens again, tell the city, and name who brought it.
 }
refused-next-misplaced = { $city ->
    [yes] see whoever uses it; if need be, withdraw this computer’s access.
   *[no] tell the city: a computer should never do this.
 }
refused-next-revoked = nothing, if a colleague of its association builds on this work: it is then taken by itself. Otherwise have it done again.
refused-next-unknown-device = { $city ->
    [yes] if it is where it belongs, invite it.
   *[no] ask the city for an invitation for this computer.
 }
refused-next-waits = nothing. It is taken as soon as what is missing comes, over the network or by an earlier file.
refused-next-equivocation = nothing, every computer keeps the same one. { $city ->
    [yes] If it happens again, its disk has probably been copied: see whoever uses it.
   *[no] If it happens again, its disk has probably been copied: tell the city.
 }
refused-next-built-on-equivocation = nothing. Its computer writes it again by itself.
refused-next-too-large = ask whoever uses it to do this work again in several steps.
refused-next-damaged = ask whoever uses it to make this change again.
refused-next-unreadable-here = use “Check and repair” in Synchronisation: this change then comes again by itself.
refused-next-other = update Mainforte.
