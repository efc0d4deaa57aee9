close = Close
cancel = Cancel
save = Save
edit = Edit
retry = Try again
undo = Undo
none-yet = Nothing yet
coverage = { $held } of { $wanted } { $wanted ->
    [one] place
   *[other] places
 } filled{ $requested ->
    [0] {""}
   *[other] {", "}{ $requested } requested
 }
# Dates
date-day = { $weekday } { $day }
date-day-month = { $weekday } { $day } { $month }
date-week = Week { $number } · { $days }
ago-now = just now
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
# Availability
availability-week = Availability over the week
availability-free = available
availability-taken = not available
availability-cell = { $day } { $hour }, { $state }
