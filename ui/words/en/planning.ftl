shift-when = When
shift-where = Place
shift-kind = Help
shift-language = Language
shift-vetted = Identity
shift-vetted-yes = checked, for everybody
shift-note = Note
shift-remote = from home
shift-cancelled = cancelled
shift-nobody = Nobody yet.
shift-somebody = The association’s volunteer
shift-cancel = Cancel this shift
shift-cancel-done = “{ $title }” does not take place any more.
find-someone = Find someone
find-nobody = Nobody can take this place. Ask the city for hands.
find-not-held = not lent at that time
find-last-asked = asked { $when }
book = Book
book-request = Request
book-anyway = Book anyway
booked-held = Booking saved on this computer.
booked-requested = Requested of the city: not confirmed, do not promise.
booking-cancel = Remove { $name }
booking-cancelled = { $name } is no longer in this shift.
answer-of = Answer of { $name }
answer-saved = Answer noted.
answer-noted = Answer of { $name } noted.
week-of = { $week }
week-filled = { $filled } of { $needed } places filled
week-before = Previous week
week-after = Next week
week-this = This week
week-empty-title = No shift this week
week-empty = Publish a need: its shifts will stand here, by place and day.
week-contested = { $count } to settle
plan-week = Plan the week
plan-running = Looking for the best plan…
plan-title = Proposed plan
plan-filled = { $after } of { $needed } places filled, { $before } before.
plan-best = This is the best plan possible.
plan-gap = At most { $gap }% from the best plan possible.
plan-set-aside = { $count ->
    [one] One existing booking breaks a rule; it stays as it is.
   *[other] { $count } existing bookings break a rule; they stay as they are.
 }
plan-nothing = Nothing to propose: all that can be filled is filled.
plan-all-decided = Everything is decided.
plan-proposals = Proposals
plan-count = { $count } { $count ->
    [one] proposal
   *[other] proposals
 }
plan-requested = to request
plan-booked = { $held } { $held ->
    [one] booking held
   *[other] bookings held
 }{ $requested ->
    [0] {""}
   *[other] {", "}{ $requested } requested
 }{ $refused ->
    [0] {"."}
   *[other] {", "}{ $refused } no longer possible.
 }
plan-short = What is still lacking
accept-all = Accept all
accept-one = Accept { $name }
refuse-one = Set { $name } aside
short-missing = { $count ->
    [one] { $count } place lacking
   *[other] { $count } places lacking
 } ({ $role })
short-able = { $count ->
    [0] Nobody can take this place
    [one] One person alone could take this place
   *[other] { $count } people could take this place
 }
short-because = {": "}
why-not = Why not…
why-not-hint = Type a name to learn what speaks against it.
why-nothing = Nothing speaks against booking { $name }.
why-for = What speaks for { $name }:
why-booked = { $name } is already there ({ $role }).
why-full = Every place is held by somebody who said yes.
why-promised = { $name } has already said yes to { $seat }.
why-leaves = { $name } would leave { $seat }.
why-leaves-short = { $name } would leave { $seat }: the place would stay empty, { $others ->
    [0] nobody else is free to take it
    [one] only one other person is free to take it
   *[other] { $others } other people are free to take it
 }.
why-takes = { $name } would also take { $seat }.
why-pushes-out = { $name } would take the place of { $other }, who would have nothing left at that time.
why-pushes-to = { $name } would take the place of { $other }, who would go to { $seat }.
why-better = All in all, the week would gain.
why-same = All in all, it comes to the same.
why-worse = All in all, the week would lose.
why-broken = { $name }:
why-proposal = Why?
move-here = Move here
move-leaves = would leave { $seat }
moved = { $name } has changed shifts.
plan-note = Nothing is saved until you accept.
replan = Find cover
replan-title = Find cover
replan-lost = { $name } is not coming
replan-nothing-title = No place to take over
replan-nothing = When somebody says no or withdraws, their place comes here with who can take it over.
replan-how = How much to move
replan-nobody = Move nobody
replan-few = Move a little
replan-best = Best plan
replan-gains = { $gained ->
    [0] no place covered
    [one] one place covered
   *[other] { $gained } places covered
 }, { $moved ->
    [0] nobody is moved
    [one] one booking moved
   *[other] { $moved } bookings moved
 }
replan-searching = working…
replan-told-stay = People who said yes are never moved.
replan-doubtful = { $name } still holds { $count ->
    [one] one other shift
   *[other] { $count } other shifts
 } this week.
replan-none = Comes to none
replan-withdrawn = { $name } is not coming any more this week.
replan-count = { $count ->
    [0] Nothing to propose this way
    [one] { $count } proposal
   *[other] { $count } proposals
 }
replan-takes = takes { $seat }
replan-leaves = leaves { $seat }
replan-gain = { $count ->
    [one] one place more
   *[other] { $count } places more
 }
replan-accept = Accept
replan-refuse = Set aside
replan-accepted = { $count ->
    [one] One booking saved on this computer.
   *[other] { $count } bookings saved on this computer.
 }
replan-call = { $count ->
    [one] Remember to call this person, who has not been told.
   *[other] Remember to call them: they have not been told.
 }
replan-short = What stays empty
