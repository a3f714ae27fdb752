//! The kinds of filter DefectDojo's lists have, and what each makes of a value.
//!
//! Semantics are those of `dojo/filters.py` and django-filter: values a form field cannot read
//! are refused with 400, values a widget cannot read (booleans) are dropped without a word.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use crate::config::Profile;
use crate::failure::FieldFault;
use crate::range::DateRange;
use crate::world::{World, midnight};

pub(crate) type Text<R> = for<'a> fn(&'a World, &'a R) -> Option<&'a str>;
pub(crate) type Words<R> = for<'a> fn(&'a World, &'a R) -> &'a [String];
pub(crate) type Predicate<R> = Box<dyn Fn(&World, &R) -> bool>;

/// How a row's value compares with the parameter's.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Is {
    Equal,
    Before,
    After,
}

impl Is {
    fn holds<T: PartialOrd>(self, value: &T, bound: &T) -> bool {
        match self {
            Self::Equal => value == bound,
            Self::Before => value < bound,
            Self::After => value > bound,
        }
    }
}

/// Which of a row's tags a tag filter asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tagged {
    Any,
    All,
    NoneOf,
}

pub(crate) enum Kind<R: 'static> {
    /// `true` or `false` in any case; everything else is ignored.
    Flag(fn(&World, &R) -> Option<bool>),
    /// Contains, in any case.
    Contains(Text<R>),
    /// Equals, in any case.
    SameAs(Text<R>),
    /// Equals.
    Exactly(Text<R>),
    /// Equals one of a comma list.
    OneOf(Text<R>),
    /// Has one of a comma list.
    HasOneOf(Words<R>),
    /// Has one of a comma list of ids.
    Ids(fn(&World, &R, i64) -> bool),
    /// Has this one number.
    Number(fn(&World, &R, i64) -> bool),
    /// Belongs to this one object, which must exist.
    Object {
        has: fn(&World, &R, i64) -> bool,
        exists: fn(&World, u64) -> bool,
    },
    /// One value of a fixed list.
    Choice(&'static [&'static str], Text<R>),
    /// Values of a fixed list, the parameter repeated.
    Choices(&'static [&'static str], Text<R>),
    /// Each of the few values has a meaning of its own.
    Cases(&'static [Case<R>]),
    /// A date, `YYYY-MM-DD`.
    Day(Is, fn(&World, &R) -> Option<NaiveDate>),
    /// A date or a time.
    Moment(Is, fn(&World, &R) -> Option<DateTime<Utc>>),
    /// As `Moment`, but a mere date means all of that day (`filter_mitigated_on`,
    /// `filter_mitigated_after`).
    WholeDay(Is, fn(&World, &R) -> Option<DateTime<Utc>>),
    /// One of the seven date ranges.
    Within(fn(&World, &R) -> Option<DateTime<Utc>>),
    /// The lower or upper end of a range of percent; 400 names the range, `field`.
    Percent {
        field: &'static str,
        lower: bool,
        of: fn(&World, &R) -> Option<f64>,
    },
    /// Part of the name of a tag; `false` excludes.
    Tag(bool, Words<R>),
    /// Whole names of tags, in a comma list; without a comma, blanks separate.
    Tags(Tagged, Words<R>),
    /// Real, but no row of the simulator has a value to filter by.
    NotSimulated,
}

/// A value of [`Kind::Cases`] and what it selects.
pub(crate) type Case<R> = (&'static str, fn(&World, &R) -> bool);

pub(crate) struct Param<R: 'static> {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind<R>,
    /// The only profile that knows it.
    pub(crate) only: Option<Profile>,
}

pub(crate) const fn param<R: 'static>(name: &'static str, kind: Kind<R>) -> Param<R> {
    Param {
        name,
        kind,
        only: None,
    }
}

pub(crate) enum Meaning<R> {
    Filter(Predicate<R>),
    Ignored(&'static str),
    NotSimulated,
}

impl<R: 'static> Param<R> {
    pub(crate) fn known_to(&self, profile: Profile) -> bool {
        self.only.is_none_or(|only| only == profile)
    }

    /// May be repeated with every value counting.
    pub(crate) fn repeats(&self) -> bool {
        matches!(self.kind, Kind::Choices(..))
    }

    /// What the values of this parameter select. `values` is never empty.
    pub(crate) fn read(
        &'static self,
        world: &World,
        values: &[&str],
    ) -> Result<Meaning<R>, FieldFault> {
        // Django's form fields strip; a NUL is refused by every text field.
        let value = values.last().copied().unwrap_or_default().trim();
        if value.is_empty() {
            return Ok(Meaning::Ignored("an empty value"));
        }
        if value.contains('\0') && !matches!(self.kind, Kind::Flag(_)) {
            let message = "Null characters are not allowed.".to_owned();
            return Err(FieldFault {
                field: self.name,
                message,
                code: "null_characters_not_allowed",
            });
        }
        self.meaning(world, value, values)
    }

    fn meaning(
        &'static self,
        world: &World,
        value: &str,
        values: &[&str],
    ) -> Result<Meaning<R>, FieldFault> {
        Ok(Meaning::Filter(match &self.kind {
            Kind::Flag(of) => match value.to_ascii_lowercase().as_str() {
                "true" => owned(*of, |flag| flag),
                "false" => owned(*of, |flag| !flag),
                _ => return Ok(Meaning::Ignored("a boolean other than true or false")),
            },
            Kind::Contains(of) => {
                let part = value.to_lowercase();
                text(*of, move |text| text.to_lowercase().contains(&part))
            }
            Kind::SameAs(of) => {
                let whole = value.to_lowercase();
                text(*of, move |text| text.to_lowercase() == whole)
            }
            Kind::Exactly(of) => {
                let whole = value.to_owned();
                text(*of, move |text| text == whole)
            }
            Kind::OneOf(of) => {
                let wanted = split(value);
                text(*of, move |text| wanted.iter().any(|one| one == text))
            }
            Kind::HasOneOf(of) => {
                let wanted = split(value);
                Box::new(move |world, row| of(world, row).iter().any(|word| wanted.contains(word)))
            }
            Kind::Ids(has) => {
                let ids = value.split(',').filter(|id| !id.trim().is_empty());
                let ids = ids
                    .map(|id| self.integer(id))
                    .collect::<Result<Vec<_>, _>>()?;
                Box::new(move |world, row| ids.iter().any(|id| has(world, row, *id)))
            }
            Kind::Number(has) => {
                let number = self.integer(value)?;
                Box::new(move |world, row| has(world, row, number))
            }
            Kind::Object { has, exists } => {
                let known = value.parse::<u64>().ok().filter(|id| exists(world, *id));
                let id = known.and_then(|id| i64::try_from(id).ok());
                let id = id.ok_or_else(|| FieldFault::choice(self.name, "That choice"))?;
                Box::new(move |world, row| has(world, row, id))
            }
            Kind::Choice(choices, of) => {
                let choice = self.choice(choices, value)?;
                text(*of, move |text| text == choice)
            }
            Kind::Choices(choices, of) => {
                let wanted = values.iter().map(|value| self.choice(choices, value));
                let wanted = wanted.collect::<Result<Vec<_>, _>>()?;
                text(*of, move |text| wanted.contains(&text))
            }
            Kind::Cases(cases) => {
                let case = cases.iter().find(|(choice, _)| *choice == value);
                let (_, holds) = case.ok_or_else(|| FieldFault::choice(self.name, value))?;
                Box::new(holds)
            }
            Kind::Day(is, of) => {
                let bound = NaiveDate::parse_from_str(value, "%Y-%m-%d")
                    .map_err(|_| FieldFault::invalid(self.name, "Enter a valid date."))?;
                owned(*of, move |day| is.holds(&day, &bound))
            }
            Kind::Moment(is, of) => {
                let bound = self.moment(value)?;
                owned(*of, move |moment| is.holds(&moment, &bound))
            }
            Kind::WholeDay(is, of) => whole_day(*is, *of, self.moment(value)?),
            Kind::Within(of) => {
                let range = DateRange::from_choice(value);
                let range = range.ok_or_else(|| FieldFault::choice(self.name, value))?;
                let today = world.today;
                owned(*of, move |moment| range.holds(moment, today))
            }
            Kind::Percent { field, lower, of } => {
                let percent: f64 = value
                    .parse()
                    .map_err(|_| FieldFault::invalid(field, "Enter a number."))?;
                // `if value.start else None`: zero is no bound, and keeps rows without a score.
                if percent == 0.0 {
                    return Ok(Meaning::Ignored("zero percent is no bound"));
                }
                let (bound, lower) = (percent / 100.0, *lower);
                owned(*of, move |score| {
                    if lower {
                        score >= bound
                    } else {
                        score <= bound
                    }
                })
            }
            Kind::Tag(include, of) => {
                let part = value.to_lowercase();
                let has = move |tags: &[String]| tags.iter().any(|tag| tag.contains(&part));
                Box::new(move |world, row| has(of(world, row)) == *include)
            }
            Kind::Tags(tagged, of) => tags(*tagged, *of, value),
            Kind::NotSimulated => return Ok(Meaning::NotSimulated),
        }))
    }

    fn choice(
        &self,
        choices: &'static [&'static str],
        value: &str,
    ) -> Result<&'static str, FieldFault> {
        let known = choices.iter().copied().find(|choice| *choice == value);
        known.ok_or_else(|| FieldFault::choice(self.name, value))
    }

    fn integer(&self, value: &str) -> Result<i64, FieldFault> {
        let value = value.trim();
        match (value.parse::<i64>(), value.parse::<f64>()) {
            (Ok(integer), _) => Ok(integer),
            // A decimal is cut to the integer column's type; out of range matches nothing.
            #[expect(
                clippy::cast_possible_truncation,
                reason = "cutting is what the database field does"
            )]
            (Err(_), Ok(decimal)) if decimal.is_finite() => Ok(decimal.trunc() as i64),
            _ => Err(FieldFault::invalid(self.name, "Enter a number.")),
        }
    }

    fn moment(&self, value: &str) -> Result<DateTime<Utc>, FieldFault> {
        if let Ok(moment) = DateTime::parse_from_rfc3339(value) {
            return Ok(moment.to_utc());
        }
        for format in [
            "%Y-%m-%dT%H:%M:%S%.f",
            "%Y-%m-%d %H:%M:%S%.f",
            "%Y-%m-%d %H:%M",
        ] {
            if let Ok(moment) = NaiveDateTime::parse_from_str(value, format) {
                return Ok(moment.and_utc());
            }
        }
        NaiveDate::parse_from_str(value, "%Y-%m-%d")
            .map(midnight)
            .map_err(|_| FieldFault::invalid(self.name, "Enter a valid date/time."))
    }
}

fn text<R: 'static>(of: Text<R>, holds: impl Fn(&str) -> bool + 'static) -> Predicate<R> {
    Box::new(move |world, row| of(world, row).is_some_and(&holds))
}

fn owned<R: 'static, T>(
    of: fn(&World, &R) -> Option<T>,
    holds: impl Fn(T) -> bool + 'static,
) -> Predicate<R>
where
    T: 'static,
{
    Box::new(move |world, row| of(world, row).is_some_and(&holds))
}

/// Only split: a blank after a comma stays part of the next value, which then matches nothing.
fn split(value: &str) -> Vec<String> {
    value.split(',').map(str::to_owned).collect()
}

fn whole_day<R: 'static>(
    is: Is,
    of: fn(&World, &R) -> Option<DateTime<Utc>>,
    bound: DateTime<Utc>,
) -> Predicate<R> {
    if bound != midnight(bound.date_naive()) {
        return owned(of, move |moment| is.holds(&moment, &bound));
    }
    let next = bound.checked_add_days(Days::new(1)).unwrap_or(bound);
    owned(of, move |moment| match is {
        Is::Equal => moment >= bound && moment < next,
        Is::Before => moment < bound,
        // After 23:59:59 of the day.
        Is::After => moment > next - TimeDelta::seconds(1),
    })
}

/// A comma list; without a comma, blanks separate (django-tagulous). Tags are lower case.
fn tags<R: 'static>(tagged: Tagged, of: Words<R>, value: &str) -> Predicate<R> {
    let separator = if value.contains(',') { ',' } else { ' ' };
    let wanted: Vec<String> = value
        .split(separator)
        .map(|tag| tag.trim().to_lowercase())
        .filter(|tag| !tag.is_empty())
        .collect();
    Box::new(move |world, row| {
        let has = of(world, row);
        match tagged {
            Tagged::Any => wanted.iter().any(|tag| has.contains(tag)),
            Tagged::All => wanted.iter().all(|tag| has.contains(tag)),
            Tagged::NoneOf => !wanted.iter().any(|tag| has.contains(tag)),
        }
    })
}
