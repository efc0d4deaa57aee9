decimal-point = .
refusal-not-joined = This computer has not joined a city yet. Paste the invitation you received.
refusal-already-joined = This computer has already joined a city.
refusal-hub-unreachable = The city does not answer. Check that this computer has a network, then try again.
refusal-revoked = The city has withdrawn this computer’s access. Call them to learn more.
refusal-hub-only = Only the city’s hub can do this, in its own window.
refusal-hub-restored = The city’s hub was put back from a backup and waits to hear from the associations. Try again later.
refusal-hub-restored-awaits = The city’s hub was put back from a backup. It has yet to hear from: { $awaited }. Ask them to connect, or end the waiting on the hub.
refusal-city-only = Only a computer of the city can do this.
refusal-association-only = Only an association’s computer can do this.
refusal-already-booked = This person already has a place in this shift.
refusal-overlap = This person is already taken at that time.
refusal-role-full = This role is full.
refusal-said-yes = This person said yes: they are not moved without a call.
refusal-cancelled = It has been cancelled in the meantime.
refusal-against-rule = A rule speaks against it: { $rules }.
refusal-lent-elsewhere = This person is already lent from { $from } to { $until }.
refusal-beyond-weekly-hours = This loan would pass their hours for the week. Shorten it or lower the hours.
refusal-not-lendable = This person cannot be lent: paused, gone, or not in the pool.
refusal-not-lent = This time is the city’s already: you can lend it again.
refusal-cannot-undo = This can no longer be undone: somebody has built on it.
refusal-plan-stopped = The calculation was stopped. Nothing has changed.
refusal-disk-full = The disk is full. Nothing is lost; free some space and try again.
refusal-store-locked = The data are open in another program. Close the other Mainforte window.
refusal-wrong-key = The key does not open this computer’s data.
refusal-store-damaged = This computer’s data are damaged ({ $detail }). The other computers have theirs; ask the city for help.
refusal-newer-version = These data come from a newer version. Update Mainforte to change them.
refusal-fault = That did not work, and it is the program’s fault. To report it: { $detail }
refusal-other = That was not possible.
invitation-not-one = This text is not an invitation. Copy the whole line, it begins with “mainforte”.
invitation-damaged = The invitation is incomplete. Copy all of it again.
invitation-newer-version = The invitation comes from a newer version. Update Mainforte.
invitation-unknown = The city does not know this invitation yet. If it comes from a computer of your association, that one has to reach the city first: connect it, then try again. Otherwise ask the city for another one.
invitation-used = This invitation has already been used. Ask the city for another one.
invitation-expired = This invitation is too old. Ask the city for another one.
not-found-volunteer = This person is no longer here.
not-found-shift = This shift is no longer here.
not-found-booking = This booking is no longer here.
not-found-loan = This loan is no longer here.
not-found-association = The city does not know this association.
not-found-other = It is no longer here.
file-empty = The file is empty.
file-too-large = The file is too large. Cut it into several.
file-not-a-table = This file is not a table. Save it as CSV from your spreadsheet.
file-no-name-column = No column holds a name. Add a first line with “Name” and “First name”.
file-no-time-column = No column says when. Add “Start” and “End” to the first line.
invalid-empty = This field is needed.
invalid-no-contact = A phone number or an e-mail address is enough, but one is needed.
invalid-phone = “{ $value }” is not a phone number.
invalid-email = “{ $value }” is not an e-mail address.
invalid-time = “{ $value }” is not a date or a time.
invalid-ends-before-start = The end comes before the start.
invalid-too-long = This is too long.
invalid-too-many = This is too many.
invalid-min-above-max = The minimum is above the maximum.
invalid-with-themselves = Choose another person.
invalid-other = “{ $value }” does not fit.
reason-skill = has the skill { $skill }
reason-language = speaks { $language }
reason-near = lives { $distance } away
reason-offers = offers this help
reason-usual = knows the place
reason-with = comes with { $name }
reason-week-hours = { $hours } this week
reason-few-others = { $others ->
    [0] nobody else can
    [one] only one other person can
   *[other] only { $others } others can
 }
rule-skill = lacks the skill { $skill }
rule-language = does not speak { $language }
rule-vetted = identity has not been checked
rule-remote-only = helps only from home
rule-too-far = lives { $distance } away, travels up to { $radius }
rule-not-available = is not available at that time
rule-not-held = the city has not lent them for that time
rule-week-hours = would pass their { $hours } a week
rule-overlap = is taken elsewhere at that time
rule-turnaround = would not have time to get there
rule-blocked = does not want this shift
rule-not-active = is paused or gone
rule-said-no = has already said no to this shift
rule-withdrew = has withdrawn this week
rule-never-with = must never be with { $name }, who is there
short-taken-elsewhere = { $count } { $count ->
    [one] is
   *[other] are
 } taken elsewhere
short-out-of-hours = { $count } { $count ->
    [one] has
   *[other] have
 } done their hours
short-too-far = { $count } { $count ->
    [one] lives
   *[other] live
 } too far away
short-not-available = { $count } { $count ->
    [one] is
   *[other] are
 } not available
short-no-skill = { $count } { $count ->
    [one] lacks
   *[other] lack
 } the skill
short-no-language = { $count } { $count ->
    [one] does
   *[other] do
 } not speak the language
short-not-vetted = { $count } { $count ->
    [one] has
   *[other] have
 } not been checked
short-not-held = { $count } { $count ->
    [one] is
   *[other] are
 } not lent at that time
short-unwilling = { $count } { $count ->
    [one] does
   *[other] do
 } not want it
skill-driver = driving licence
skill-first-aid = first aid
language-fr = French
language-en = English
language-ar = Arabic
language-es = Spanish
language-pt = Portuguese
language-tr = Turkish
language-bg = Bulgarian
language-uk = Ukrainian
right-held = held
right-requested = requested
right-contested = to settle
answer-not-asked = not called yet
answer-asked = thinking about it
answer-no-reply = no reply
answer-call-back = call back
answer-yes = said yes
answer-no = said no
answer-withdrew = withdrew
status-to-inform = to inform
status-active = active
status-paused = paused
status-withdrawn = gone
