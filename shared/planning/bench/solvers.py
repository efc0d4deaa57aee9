#!/usr/bin/env python3
"""solvers.py INSTANCE --solver highs|cp-sat --seconds N: what a general solver makes of a planning problem.

Reads a `mainforte-planning/1` instance (.json or .json.gz), states it to HiGHS (`pip install highspy`) or OR-Tools CP-SAT
(`pip install ortools`) with one thread and a time limit, and prints one JSON object: solver, version, bookings (null when no
plan was found), upper_bound (null when none was proven), wall_ms and cpu_ms from the parsed instance to the answer, stating
the problem included, and memory_peak_kib. The rules and the score are those of the format; `planning-bench` judges the plan.
Exit 0 when there is an answer, 3 when the solver is not installed.
"""
import argparse, gzip, json, math, resource, sys, time

WEEK = 10080
NOT_INSTALLED = 3


def load(path):
    with (gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")) as file:
        return json.load(file)


def inside(windows, shift):
    return any(start <= shift["start"] and shift["end"] <= end for start, end in windows)


def same_place(one, other):
    if one["remote"] or other["remote"]:
        return one["remote"] and other["remote"]
    return one["place"] == other["place"]


def may_take(volunteer, shift):
    """Whether the rules about one volunteer and one shift allow it, roles and held windows apart."""
    dx, dy = volunteer["x"] - shift["x"], volunteer["y"] - shift["y"]
    near = not volunteer["remote_only"] and dx * dx + dy * dy <= volunteer["radius_m"] ** 2
    return (
        (shift["remote"] or near)
        and (shift["language"] is None or shift["language"] in volunteer["languages"])
        and (volunteer["vetted"] or not shift["needs_vetted"])
        and shift["org"] not in volunteer["never_with_orgs"]
        and shift["id"] not in volunteer["blocked_shifts"]
        and inside(volunteer["availability"], shift)
    )


def kilometres(volunteer, shift):
    if shift["remote"]:
        return 0
    return math.isqrt((volunteer["x"] - shift["x"]) ** 2 + (volunteer["y"] - shift["y"]) ** 2) // 1000


class Pairs:
    """Every booking that could be made, with its worth, grouped as the rules need it."""

    def __init__(self, instance):
        self.instance = instance
        key = lambda booking: (booking["volunteer"], booking["shift"], booking["role"])
        self.pinned = {key(booking) for booking in instance["pinned"]}
        previous = {key(booking) for booking in instance["previous"]}
        weights = instance["weights"]
        self.bookings, self.worth = [], []
        self.of_volunteer = {}
        self.of_role = {}
        for volunteer in instance["volunteers"]:
            held = volunteer.get("windows_held")
            for shift in instance["shifts"]:
                if not may_take(volunteer, shift):
                    continue
                for role in shift["roles"]:
                    booking = (volunteer["id"], shift["id"], role["role"])
                    if role["skill"] is not None and role["skill"] not in volunteer["skills"]:
                        continue
                    if held is not None and booking not in self.pinned and not inside(held, shift):
                        continue
                    worth = volunteer["preferences"].get(shift["category"], 0) + volunteer["usual"].get(shift["place"], 0)
                    worth += weights["stay"] if booking in previous else 0
                    worth -= weights["distance_per_km"] * kilometres(volunteer, shift)
                    no = len(self.bookings)
                    self.bookings.append(booking)
                    self.worth.append(worth)
                    self.of_volunteer.setdefault(volunteer["id"], {}).setdefault(shift["id"], []).append(no)
                    self.of_role.setdefault((shift["id"], role["role"]), []).append(no)

    def roles(self):
        """Each role with candidates: its pairs, min, max, and the worth of a needed and of a further place."""
        for shift in self.instance["shifts"]:
            worth = self.instance["weights"]["priority"][str(shift["priority"])]
            for role in shift["roles"]:
                pairs = self.of_role.get((shift["id"], role["role"]))
                if pairs:
                    yield pairs, role["min"], role["max"], worth, worth // 4

    def volunteers(self):
        """Each volunteer with candidates: the volunteer, and their shifts in order of time with the pairs of each."""
        shifts = {shift["id"]: shift for shift in self.instance["shifts"]}
        for volunteer in self.instance["volunteers"]:
            mine = self.of_volunteer.get(volunteer["id"])
            if mine:
                offers = [(shifts[shift], pairs) for shift, pairs in mine.items()]
                yield volunteer, sorted(offers, key=lambda offer: (offer[0]["start"], offer[0]["end"], offer[0]["id"]))

    def plan(self, taken):
        return [dict(zip(("volunteer", "shift", "role"), booking)) for booking, yes in zip(self.bookings, taken) if yes]


def overlaps(offers):
    """Sets of offers of which no two can be taken, one for each start: whoever is on the way then."""
    for at, (shift, _) in enumerate(offers):
        yield [offer for offer in offers[: at + 1] if offer[0]["end"] > shift["start"]]


def too_near(volunteer, offers):
    """Pairs of offers that follow each other too fast for the volunteer to get from one place to the other."""
    for at, one in enumerate(offers):
        for other in offers[at + 1 :]:
            gap = other[0]["start"] - one[0]["end"]
            if gap >= volunteer["turnaround_minutes"]:
                break
            if gap >= 0 and not same_place(one[0], other[0]):
                yield one, other


def by_week(offers):
    weeks = {}
    for shift, pairs in offers:
        weeks.setdefault(shift["start"] // WEEK, []).append((shift["end"] - shift["start"], pairs))
    return weeks.values()


def solve_highs(pairs, seconds):
    import highspy, numpy

    cost, low, high = list(pairs.worth), [0] * len(pairs.worth), [1] * len(pairs.worth)
    for no, booking in enumerate(pairs.bookings):
        low[no] = int(booking in pairs.pinned)
    starts, columns, values, least, most = [0], [], [], [], []

    def column(worth, room):
        cost.append(worth), low.append(0), high.append(room)
        return len(cost) - 1

    def row(terms, from_, to):
        for no, value in terms:
            columns.append(no), values.append(value)
        starts.append(len(columns)), least.append(from_), most.append(to)

    infinity = highspy.kHighsInf
    for places, need, room, first, further in pairs.roles():
        # One column for needed places and one for further ones: the first is worth more, so it fills first.
        terms = [(no, 1) for no in places] + [(column(first, need), -1), (column(further, room - need), -1)]
        row(terms, 0, 0)
    over = pairs.instance["weights"]["over_target_per_hour"]
    for volunteer, offers in pairs.volunteers():
        for clique in overlaps(offers):
            row([(no, 1) for _, nos in clique for no in nos], -infinity, 1)
        for one, other in too_near(volunteer, offers):
            row([(no, 1) for _, nos in (one, other) for no in nos], -infinity, 1)
        for week in by_week(offers):
            minutes = [(no, length) for length, nos in week for no in nos]
            row(minutes, -infinity, volunteer["max_minutes_per_week"])
            hours = column(-over, infinity)
            row(minutes + [(hours, -60)], -infinity, volunteer["target_minutes_per_week"])
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(least)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = numpy.array(cost, dtype=float)
    model.col_lower_, model.col_upper_ = numpy.array(low, dtype=float), numpy.array(high, dtype=float)
    model.row_lower_, model.row_upper_ = numpy.array(least, dtype=float), numpy.array(most, dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = numpy.array(starts)
    model.a_matrix_.index_ = numpy.array(columns)
    model.a_matrix_.value_ = numpy.array(values, dtype=float)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(cost)
    highs = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("time_limit", seconds), ("mip_rel_gap", 0.0)):
        highs.setOptionValue(option, value)
    highs.passModel(model)
    highs.run()
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    taken = [value > 0.5 for value in highs.getSolution().col_value[: len(pairs.bookings)]] if found else None
    bound = info.mip_dual_bound
    # A score is an integer: the bound rounds down, past the solver's tolerance.
    return highs.version(), taken, math.floor(bound + 1e-6 * max(1, abs(bound))) if abs(bound) < 1e15 else None


def solve_cp_sat(pairs, seconds):
    import ortools
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in pairs.bookings]
    for no, booking in enumerate(pairs.bookings):
        if booking in pairs.pinned:
            model.add(taken[no] == 1)
    worth = [(taken[no], value) for no, value in enumerate(pairs.worth) if value]
    for places, need, room, first, further in pairs.roles():
        needed, extra = model.new_int_var(0, need, ""), model.new_int_var(0, room - need, "")
        model.add(sum(taken[no] for no in places) == needed + extra)
        worth += [(needed, first), (extra, further)]
    over = pairs.instance["weights"]["over_target_per_hour"]
    for volunteer, offers in pairs.volunteers():
        for clique in overlaps(offers):
            model.add_at_most_one(taken[no] for _, nos in clique for no in nos)
        for one, other in too_near(volunteer, offers):
            model.add_at_most_one(taken[no] for _, nos in (one, other) for no in nos)
        for week in by_week(offers):
            minutes = sum(length * taken[no] for length, nos in week for no in nos)
            model.add(minutes <= volunteer["max_minutes_per_week"])
            hours = model.new_int_var(0, 2 * WEEK // 60, "")
            model.add(minutes - 60 * hours <= volunteer["target_minutes_per_week"])
            worth.append((hours, -over))
    model.maximize(sum(value * variable for variable, value in worth))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 1, seconds
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    bound = solver.best_objective_bound
    return ortools.__version__, [solver.boolean_value(it) for it in taken] if found else None, math.floor(bound + 1e-6)


SOLVERS = {"highs": solve_highs, "cp-sat": solve_cp_sat}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("instance")
    parser.add_argument("--solver", choices=sorted(SOLVERS), required=True)
    parser.add_argument("--seconds", type=float, required=True, help="time limit, stating the problem not included")
    arguments = parser.parse_args()
    instance = load(arguments.instance)
    started, busy = time.perf_counter(), time.process_time()
    pairs = Pairs(instance)
    try:
        version, taken, bound = SOLVERS[arguments.solver](pairs, arguments.seconds)
    except ImportError as missing:
        print("%s is not installed: %s" % (arguments.solver, missing), file=sys.stderr)
        sys.exit(NOT_INSTALLED)
    answer = {
        "solver": arguments.solver,
        "version": version,
        "bookings": None if taken is None else pairs.plan(taken),
        "upper_bound": bound,
        "wall_ms": round(1000 * (time.perf_counter() - started)),
        "cpu_ms": round(1000 * (time.process_time() - busy)),
        "memory_peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
