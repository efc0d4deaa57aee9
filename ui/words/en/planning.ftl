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
plan-filled = { $after } of { $needed } places filled, { $before } now.
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
why-leaves = { $name } could come, but would leave { $count ->
    [one] another shift
   *[other] { $count } other shifts
 } of the week.
why-broken = { $name }:
