"""Which backups are made and kept."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.storage.backup_policy import DAYS, MONTHS, WEEKS, is_absent, is_due, kept

NOW = datetime(2026, 11, 22, 15)


def ago(**parts: int) -> datetime:
    return NOW - timedelta(**parts)


def test_all_of_today_and_yesterday_stay() -> None:
    moments = [ago(hours=hours) for hours in range(0, 39, 3)]
    assert kept(moments, NOW) == set(moments)


def test_of_an_earlier_day_the_last_stays() -> None:
    assert kept([ago(days=3, hours=5), ago(days=3, hours=1), ago(days=4)], NOW) == {ago(days=3, hours=1), ago(days=4)}


def test_five_years_of_daily_backups_come_to_a_few_days_weeks_and_months() -> None:
    moments = [ago(days=days) for days in range(1800)]
    stay = kept(moments, NOW)
    assert len(stay) <= 2 + DAYS + WEEKS + MONTHS
    assert {(moment.year, moment.month) for moment in moments} == {(moment.year, moment.month) for moment in stay}


@given(st.lists(st.datetimes(datetime(2015, 1, 1), datetime(2027, 1, 1)), min_size=1, max_size=60))
def test_the_newest_stays_and_thinning_twice_changes_nothing(moments: list[datetime]) -> None:
    stay = kept(moments, NOW)
    assert max(moments) in stay
    assert kept(sorted(stay), NOW) == stay


def test_a_backup_is_due_after_three_hours_and_when_the_clock_was_set_back() -> None:
    assert is_due(None, NOW)
    assert not is_due(ago(hours=2), NOW)
    assert is_due(ago(hours=3), NOW)
    assert is_due(NOW + timedelta(days=1), NOW)


def test_a_second_place_that_was_away_for_two_weeks_is_missed() -> None:
    assert not is_absent(ago(days=13), NOW)
    assert is_absent(ago(days=15), NOW)
    assert is_absent(None, NOW)
