today-withdrew = Withdrawals
today-short = Within 72 hours
today-asks = Asks of the associations
today-to-call = To call
today-requested = Requested of the city
today-lent = Lent by the city
today-to-settle = { $count ->
    [one] One person is booked twice at the same time.
   *[other] { $count } bookings contradict one another.
 }
today-settle = Settle
today-missing = { $count } missing
today-not-confirmed = not confirmed, do not promise
today-lent-chip = you can book them
today-plan = Plan
today-lend = Lend
today-ask = { $hands } { $hands ->
    [one] person
   *[other] people
 } for { $kind } · { $lent ->
    [0] none lent
   *[other] { $lent } lent
 }
today-see = See
today-import = Import a list
today-first-title = Welcome
today-first = Begin with your volunteers: import the list that you have, imperfect as it is.
today-publish = Publish a need
today-second-title = Your volunteers are here
today-second = { $count ->
    [one] One person is ready. Now say where and when you need them.
   *[other] { $shown } people are ready. Now say where and when you need them.
 }
today-see-week = See the week
today-done-title = Nothing waits
today-done = Every shift of the next 72 hours is filled.
call-yes = Yes
call-no-reply = No reply
call-no = No
