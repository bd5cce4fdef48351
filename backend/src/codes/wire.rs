//! What a code looks like on the wire, and what may be sent about it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::edit::Changes;
use super::exposure::Situation;
use super::issue::NewCode;
use super::rules::{EmailDomain, WeeklyWindow, plain_domains, plain_networks, plain_windows, show_domains, show_windows};
use super::store::CodeRow;
use super::warnings::{CodeWarning, warnings};
use crate::classrooms::known_channel;
use crate::shared::error::AppError;
use crate::shared::json::{day_on_paper, not_null, present};

/// A classroom by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeClassroom {
    pub id: Uuid,
    #[schema(example = "Health One: 3rd Period")]
    pub name: String,
}

/// Somebody whose code it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeStaff {
    staff_id: Uuid,
    display_name: String,
}

/// The code that took the place of a deleted one.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeSuccessor {
    id: Uuid,
    #[schema(example = "MHS-PTA-2028")]
    code: String,
}

/// What a code could burn if it leaked right now.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Exposure {
    /// So many seats.
    #[schema(example = 18)]
    seats: i32,
    /// What keeps it from being more: `cap`, `classroom`, `license`, `approval`, or `closed`.
    #[schema(example = "cap")]
    limited_by: &'static str,
}

impl Exposure {
    /// Right now.
    pub fn now(situation: &Situation) -> Exposure {
        let (limit, seats) = situation.now();
        Exposure { seats, limited_by: limit.name() }
    }

    /// As soon as it is open.
    pub fn once_open(situation: &Situation) -> Exposure {
        let (limit, seats) = situation.once_open();
        Exposure { seats, limited_by: limit.name() }
    }
}

/// A code.
#[derive(Debug, Serialize, ToSchema)]
pub struct Code {
    /// Its id.
    id: Uuid,
    /// Its text.
    #[schema(example = "MHS-PTA-2027")]
    code: String,
    /// The batch it was made in.
    batch_id: Option<Uuid>,
    /// Where it leads; null: into the organization, without a classroom.
    classroom: Option<CodeClassroom>,
    /// The switch.
    enabled: bool,
    /// First day, inclusive.
    valid_from: Option<NaiveDate>,
    /// Last day, inclusive.
    valid_till: Option<NaiveDate>,
    /// The zone of those days.
    #[schema(example = "America/New_York")]
    time_zone: String,
    /// How often it may be used.
    #[schema(example = 30)]
    max_redemptions: Option<i32>,
    /// How often it was.
    #[schema(example = 12)]
    redemptions: i32,
    /// How many wait, for a verified address or for approval.
    pending: i64,
    /// Whose addresses; empty: anybody's.
    email_domains: Vec<EmailDomain>,
    /// When in the week it works; empty: always.
    weekly_windows: Vec<WeeklyWindow>,
    /// From where it works (CIDR); empty: anywhere.
    #[schema(example = json!(["203.0.113.0/24"]))]
    ip_ranges: Vec<String>,
    /// Whether staff look at each request before it goes through.
    needs_approval: bool,
    /// The only courses it enrolls in; null: all that are offered there.
    course_ids: Option<Vec<Uuid>>,
    /// Whose code it is.
    assigned_staff: Option<CodeStaff>,
    /// `email`, `social`, `flyer`, `event` or `other`.
    channel: Option<String>,
    /// A note for staff.
    note: String,
    /// `scheduled`, `active`, `paused`, `outside-window`, `expired`, `exhausted` or `deleted`.
    #[schema(example = "active")]
    state: String,
    /// What it leads to instead, once it is deleted.
    successor: Option<CodeSuccessor>,
    /// What it could burn if it leaked right now.
    exposure: Exposure,
    /// What deserves a second look.
    warnings: Vec<CodeWarning>,
    /// The link that opens its join page.
    #[schema(example = "https://homeroom.example/join/MHS-PTA-2027")]
    join_url: String,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl Code {
    /// Shows a row.
    pub fn show(row: CodeRow, public_url: &str) -> Code {
        let email_domains = show_domains(row.domains.clone(), &row.domains_with_subdomains);
        Code {
            warnings: warnings(&email_domains),
            email_domains,
            exposure: Exposure::now(&Situation::from(&row)),
            join_url: format!("{public_url}/join/{}", row.text),
            weekly_windows: show_windows(&row.weekdays, &row.opens, &row.closes),
            ip_ranges: row.networks,
            needs_approval: row.needs_approval,
            id: row.id,
            code: row.text,
            batch_id: row.batch_id,
            classroom: row.classroom_id.zip(row.classroom_name).map(|(id, name)| CodeClassroom { id, name }),
            enabled: row.enabled,
            valid_from: row.valid_from,
            valid_till: row.valid_till,
            time_zone: row.time_zone,
            max_redemptions: row.max_redemptions,
            redemptions: row.redeemed,
            pending: row.pending,
            course_ids: row.narrows_courses.then_some(row.course_ids),
            assigned_staff: row
                .assigned_staff_id
                .zip(row.assigned_staff_name)
                .map(|(staff_id, display_name)| CodeStaff { staff_id, display_name }),
            channel: row.channel,
            note: row.note,
            state: row.state,
            successor: row.successor_id.zip(row.successor_text).map(|(id, code)| CodeSuccessor { id, code }),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Declares a request to make codes: fields of its own, and the rules, which are the same for one code
/// and for many.
macro_rules! with_rules {
    ($(#[$meta:meta])* pub struct $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($own)*
            /// Where it leads. Teachers must say.
            pub classroom_id: Option<Uuid>,
            #[serde(default = "on")]
            pub enabled: bool,
            /// First day, in the organization's zone.
            #[validate(custom(function = day_on_paper))]
            pub valid_from: Option<NaiveDate>,
            /// Last day, inclusive.
            #[validate(custom(function = day_on_paper))]
            pub valid_till: Option<NaiveDate>,
            #[validate(range(min = 1, max = 10_000_000, code = "cap-range", message = "A limit is at least 1."))]
            pub max_redemptions: Option<i32>,
            /// Whose addresses may use it; empty: anybody's. Only verified addresses count.
            #[serde(default)]
            #[validate(nested, length(max = 50, code = "too-many", message = "A code takes at most 50 domains."))]
            pub email_domains: Vec<EmailDomain>,
            /// When in the week it works; empty: always.
            #[serde(default)]
            #[validate(nested, length(max = 50, code = "too-many", message = "A code takes at most 50 windows."))]
            pub weekly_windows: Vec<WeeklyWindow>,
            /// From where it works, addresses or ranges (CIDR); empty: anywhere.
            #[serde(default)]
            #[schema(example = json!(["203.0.113.0/24"]))]
            #[validate(length(max = 50, code = "too-many", message = "A code takes at most 50 ranges."))]
            pub ip_ranges: Vec<String>,
            /// Whether staff look at each request before it goes through; nothing is spent until then.
            #[serde(default)]
            pub needs_approval: bool,
            /// The only courses it enrolls in; null: all that are offered there.
            #[validate(length(max = 200, code = "too-many", message = "A code takes at most 200 courses."))]
            pub course_ids: Option<Vec<Uuid>>,
            pub assigned_staff_id: Option<Uuid>,
            /// `email`, `social`, `flyer`, `event` or `other`.
            #[validate(custom(function = known_channel))]
            pub channel: Option<String>,
            #[serde(default)]
            #[validate(length(max = 1000, code = "too-long", message = "A note has at most 1,000 characters."))]
            pub note: String,
        }

        impl $name {
            /// The code that it describes, without a text.
            ///
            /// # Errors
            /// `window-reversed`, `network-invalid`.
            pub fn described(&self, by: Uuid, now: DateTime<Utc>) -> Result<NewCode, AppError> {
                Ok(NewCode {
                    text: None,
                    classroom_id: self.classroom_id,
                    enabled: self.enabled,
                    valid_from: self.valid_from,
                    valid_till: self.valid_till,
                    max_redemptions: self.max_redemptions,
                    email_domains: plain_domains(&self.email_domains),
                    weekly_windows: plain_windows(&self.weekly_windows)?,
                    networks: plain_networks(&self.ip_ranges)?,
                    needs_approval: self.needs_approval,
                    course_ids: self.course_ids.clone(),
                    assigned_staff_id: self.assigned_staff_id,
                    channel: self.channel.clone(),
                    note: self.note.clone(),
                    by,
                    now,
                })
            }
        }
    };
}

with_rules! {
    /// A code to make.
    pub struct CodeRequest {
        /// Its text: 4 to 40 letters, digits and hyphens. Without it one is made up.
        #[schema(example = "MHS-PTA-2027")]
        #[validate(length(max = 200, code = "code-length", message = "A code has 4 to 40 characters."))]
        pub code: Option<String>,
    }
}

with_rules! {
    /// Codes to make, each with a text that is made up and with the same rules.
    pub struct BatchRequest {
        /// How many.
        #[schema(example = 30)]
        #[validate(range(min = 1, max = 5_000, code = "count-range", message = "Make 1 to 5,000 codes at a time."))]
        pub count: u16,
        /// What their texts begin with: at most 25 letters, digits and hyphens.
        #[schema(example = "MHS-PTA")]
        #[serde(default)]
        #[validate(length(max = 200, code = "prefix-length", message = "A prefix has at most 25 characters."))]
        pub prefix: String,
        /// Whether each works once, for one person. It does unless `max_redemptions` says otherwise.
        pub single_use: Option<bool>,
    }
}

impl BatchRequest {
    /// How often each code may be used.
    ///
    /// # Errors
    /// `single-use-capped`.
    pub fn cap(&self) -> Result<Option<i32>, AppError> {
        match (self.single_use, self.max_redemptions) {
            (Some(true), Some(most)) if most != 1 => Err(AppError::field(
                "/max_redemptions",
                "single-use-capped",
                "A code for one person is used once. Leave one of the two out.",
            )),
            (Some(true), _) | (None, None) => Ok(Some(1)),
            (_, most) => Ok(most),
        }
    }
}

fn on() -> bool {
    true
}

/// What may change about a code. The text changes by rotation.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodePatch {
    #[serde(default, deserialize_with = "not_null")]
    enabled: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>)]
    #[validate(custom(function = day_on_paper))]
    valid_from: Option<Option<NaiveDate>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>)]
    #[validate(custom(function = day_on_paper))]
    valid_till: Option<Option<NaiveDate>>,
    /// Never below what is used.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i32>)]
    #[validate(range(min = 1, max = 10_000_000, code = "cap-range", message = "A limit is at least 1."))]
    max_redemptions: Option<Option<i32>>,
    #[serde(default, deserialize_with = "not_null")]
    #[validate(nested, length(max = 50, code = "too-many", message = "A code takes at most 50 domains."))]
    email_domains: Option<Vec<EmailDomain>>,
    #[serde(default, deserialize_with = "not_null")]
    #[validate(nested, length(max = 50, code = "too-many", message = "A code takes at most 50 windows."))]
    weekly_windows: Option<Vec<WeeklyWindow>>,
    #[serde(default, deserialize_with = "not_null")]
    #[validate(length(max = 50, code = "too-many", message = "A code takes at most 50 ranges."))]
    ip_ranges: Option<Vec<String>>,
    #[serde(default, deserialize_with = "not_null")]
    needs_approval: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<Uuid>>)]
    course_ids: Option<Option<Vec<Uuid>>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    assigned_staff_id: Option<Option<Uuid>>,
    /// `email`, `social`, `flyer`, `event` or `other`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    #[validate(custom(function = known_channel))]
    channel: Option<Option<String>>,
    #[serde(default, deserialize_with = "not_null")]
    #[validate(length(max = 1000, code = "too-long", message = "A note has at most 1,000 characters."))]
    note: Option<String>,
    /// What a deleted code leads to instead: another code of the organization.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    successor_id: Option<Option<Uuid>>,
}

impl TryFrom<CodePatch> for Changes {
    type Error = AppError;

    fn try_from(patch: CodePatch) -> Result<Changes, AppError> {
        Ok(Changes {
            enabled: patch.enabled,
            valid_from: patch.valid_from,
            valid_till: patch.valid_till,
            max_redemptions: patch.max_redemptions,
            email_domains: patch.email_domains.as_deref().map(plain_domains),
            weekly_windows: patch.weekly_windows.as_deref().map(plain_windows).transpose()?,
            networks: patch.ip_ranges.as_deref().map(plain_networks).transpose()?,
            needs_approval: patch.needs_approval,
            course_ids: patch.course_ids,
            assigned_staff_id: patch.assigned_staff_id,
            channel: patch.channel,
            note: patch.note,
            successor_id: patch.successor_id,
        })
    }
}

/// The path of a code.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct CodePath {
    /// The organization.
    #[allow(dead_code)]
    pub organization_id: Uuid,
    /// The code.
    pub code_id: Uuid,
}
