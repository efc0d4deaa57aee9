need-new = New need
need-publish = Publish
need-published = { $count ->
    [one] Need published: 1 shift.
   *[other] Need published: { $count } shifts.
 }
need-title = What do you need?
need-title-hint = For example: Distribution, Bacalan
need-place-district = District of this new place
need-priority = Priority
priority-1 = very urgent
priority-2 = usual
priority-3 = can wait
priority-4 = if possible
need-remote = Can be done from home
need-vetted = Checked identity demanded
need-roles = Roles
need-role = Role
need-role-first = Welcome
need-role-add = Add a role
need-role-remove = Remove the role { $role }
need-skill = Skill
need-min = Min.
need-max = Max.
need-slots = Shifts
need-day = Day
need-from = From
need-until = Until
need-slot-add = Add the next day
need-slot-remove = Remove this shift
need-more = { $count ->
    [one] See 1 more shift
   *[other] See { $count } more shifts
 }
needs-none-title = No need published
needs-none = Say how many people you need, where and when. A list of shifts can be imported too.
