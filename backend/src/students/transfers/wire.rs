//! What a transfer looks like on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::selection::Selection;
use super::store::{TransferRow, TransferredRow};
use super::{Kind, UNDO};

/// Which students of a classroom are meant: `student_ids`, or `everybody`.
#[derive(Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SelectionRequest {
    /// These students, at most 5,000.
    #[serde(default)]
    #[validate(length(max = 5000, code = "too-many-students", message = "At most 5,000 students at once."))]
    pub student_ids: Vec<Uuid>,
    /// True: everybody who is in it now.
    #[serde(default)]
    pub everybody: bool,
    /// With `everybody`: part of a name or address, as on the roster.
    pub q: Option<String>,
    /// With `everybody`: but for these.
    #[serde(default)]
    #[validate(length(max = 5000, code = "too-many-students", message = "At most 5,000 exceptions."))]
    pub except_ids: Vec<Uuid>,
}

impl From<&SelectionRequest> for Selection {
    fn from(request: &SelectionRequest) -> Selection {
        Selection {
            student_ids: request.student_ids.clone(),
            everybody: request.everybody,
            q: request.q.clone(),
            except_ids: request.except_ids.clone(),
        }
    }
}

/// Whom to move, copy or remove, and where to.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferRequest {
    /// `move`, `copy` or `remove`.
    #[schema(example = "move")]
    #[validate(custom(function = known_kind))]
    pub kind: String,
    /// The classrooms to move or copy them to.
    #[serde(default)]
    #[validate(length(max = 20, code = "too-many", message = "At most 20 classrooms at once."))]
    pub to_classroom_ids: Vec<Uuid>,
    /// Who.
    #[validate(nested)]
    pub students: SelectionRequest,
}

impl TransferRequest {
    /// What is asked for; the kind was checked.
    pub fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "move" => Kind::Move,
            "copy" => Kind::Copy,
            _ => Kind::Remove,
        }
    }
}

fn known_kind(value: &str) -> Result<(), ValidationError> {
    if ["move", "copy", "remove"].contains(&value) {
        return Ok(());
    }
    Err(ValidationError::new("kind-unknown").with_message("Choose one of: move, copy, remove.".into()))
}

/// The path of a transfer.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct TransferPath {
    /// The organization.
    pub organization_id: Uuid,
    /// The transfer.
    pub transfer_id: Uuid,
}

/// A classroom of a transfer.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransferPlace {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// Many students moved, copied or removed at once.
#[derive(Debug, Serialize, ToSchema)]
pub struct Transfer {
    /// Its id.
    id: Uuid,
    /// `move`, `copy` or `remove`.
    #[schema(example = "move")]
    kind: String,
    /// `transfer`, or `rollover` for a part of a year rollover, which is undone as a whole.
    #[schema(example = "transfer")]
    how: String,
    /// The classroom they were in; null when it is not the reader's to see.
    from: Option<TransferPlace>,
    /// The classrooms they were put in, of those that are the reader's to see.
    to: Vec<TransferPlace>,
    /// How many of its classrooms are not the reader's to see.
    out_of_reach: i64,
    /// For how many students it changed something.
    students: i32,
    /// How many were in every target before.
    already_there: i32,
    /// How many were left where they are because they are blocked in a target.
    blocked: i32,
    /// How many were no longer in the classroom.
    gone: i32,
    /// When it was made.
    made_at: DateTime<Utc>,
    /// By whom.
    made_by: String,
    /// When it was undone.
    undone_at: Option<DateTime<Utc>>,
    /// By whom.
    undone_by: Option<String>,
    /// How many of the students were put back; the others had changed since.
    put_back: Option<i32>,
    /// Until when it can be undone.
    undo_until: DateTime<Utc>,
    /// Whether the reader may undo it now.
    may_undo: bool,
}

impl Transfer {
    /// Shows a row as of now.
    pub fn show(row: TransferRow, now: DateTime<Utc>) -> Transfer {
        let undo_until = row.made_at + UNDO;
        let place = |(id, name)| TransferPlace { id, name };
        Transfer {
            may_undo: row.how == "transfer" && row.out_of_reach == 0 && row.students > 0 && row.undone_at.is_none() && now <= undo_until,
            id: row.id,
            kind: row.kind,
            how: row.how,
            from: row.from_id.zip(row.from_name).map(place),
            to: row.to_ids.into_iter().zip(row.to_names).map(place).collect(),
            out_of_reach: row.out_of_reach,
            students: row.students,
            already_there: row.already_there,
            blocked: row.blocked,
            gone: row.gone,
            made_at: row.made_at,
            made_by: row.made_by,
            undone_at: row.undone_at,
            undone_by: row.undone_by,
            put_back: row.put_back,
            undo_until,
        }
    }
}

/// Somebody who was chosen for a transfer.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransferredStudent {
    /// The student.
    student_id: Uuid,
    /// How they are called.
    display_name: String,
    /// Whether their account was deleted: the name says no more than that.
    deleted: bool,
    /// `moved`, `copied`, `removed`, `already-there`, `blocked` or `gone`.
    #[schema(example = "moved")]
    outcome: String,
    /// After an undo: `put-back`, or `changed` for who was left as they were by then.
    undo: Option<String>,
}

impl From<TransferredRow> for TransferredStudent {
    fn from(row: TransferredRow) -> Self {
        let TransferredRow { student_id, display_name, deleted, outcome, undo } = row;
        TransferredStudent { student_id, display_name, deleted, outcome, undo }
    }
}
