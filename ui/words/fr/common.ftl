close = Fermer
cancel = Annuler
save = Enregistrer
edit = Modifier
retry = Réessayer
undo = Annuler l’action
none-yet = Rien pour l’instant
coverage = { $held } { $held ->
    [one] place pourvue
   *[other] places pourvues
 } sur { $wanted }{ $requested ->
    [0] {""}
    [one] {", "}{ $requested } demandée
   *[other] {", "}{ $requested } demandées
 }
# Dates
date-day = { $weekday } { $day }
date-day-month = { $weekday } { $day } { $month }
date-week = Semaine { $number } · { $days }
ago-now = à l’instant
ago-minutes = il y a { $count } min
ago-hours = il y a { $count } h
weekday-mon = lun.
weekday-tue = mar.
weekday-wed = mer.
weekday-thu = jeu.
weekday-fri = ven.
weekday-sat = sam.
weekday-sun = dim.
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
# Availability
availability-week = Disponibilités de la semaine
availability-free = disponible
availability-taken = pas disponible
availability-cell = { $day } { $hour }, { $state }
