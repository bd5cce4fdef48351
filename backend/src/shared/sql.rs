//! SQL as it is written, typed at both ends.
//!
//! A [`Statement`] is constant text with `$1..$n` and the values bound to them. Unlike diesel's
//! `sql_query` it is prepared once per connection and kept, which more than halves the cost of a
//! short statement. Text is `&'static str`: a value can reach Postgres only as a bound parameter.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::deserialize::QueryableByName;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types as st;
use diesel::sql_types::SingleValue;
use uuid::Uuid;

/// The one SQL type that a Rust type stands for in this program.
pub trait Native {
    /// The diesel marker of that type.
    type Sql;
}

/// Shorthand for the derive in [`row!`](crate::row).
pub type SqlOf<T> = <T as Native>::Sql;

macro_rules! native {
    ($($rust:ty => $sql:ty),* $(,)?) => {$(
        impl Native for $rust { type Sql = $sql; }
        impl Native for Option<$rust> { type Sql = st::Nullable<$sql>; }
        impl Native for Vec<$rust> { type Sql = st::Array<$sql>; }
        impl Native for Option<Vec<$rust>> { type Sql = st::Nullable<st::Array<$sql>>; }
    )*};
}

native! {
    Uuid => st::Uuid,
    String => st::Text,
    bool => st::Bool,
    i16 => st::SmallInt,
    i32 => st::Integer,
    i64 => st::BigInt,
    DateTime<Utc> => st::Timestamptz,
    NaiveDate => st::Date,
    serde_json::Value => st::Jsonb,
    Vec<u8> => st::Binary,
}
impl Native for &str {
    type Sql = st::Text;
}
impl Native for Option<&str> {
    type Sql = st::Nullable<st::Text>;
}

/// A value on its way to a placeholder.
trait Bind {
    fn push<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()>;
}

impl<T> Bind for T
where
    T: Native + ToSql<SqlOf<T>, Pg>,
    Pg: st::HasSqlType<SqlOf<T>>,
{
    fn push<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_bind_param::<SqlOf<T>, T>(self)
    }
}

/// Constant SQL with the values bound to it.
pub struct Statement<'v> {
    text: &'static str,
    values: Vec<Box<dyn Bind + 'v>>,
}

/// Starts a statement; bind its values in the order of their numbers.
pub fn sql<'v>(text: &'static str) -> Statement<'v> {
    Statement { text, values: Vec::new() }
}

impl<'v> Statement<'v> {
    /// Binds the next placeholder.
    #[allow(private_bounds)]
    pub fn bind<T: Bind + 'v>(mut self, value: T) -> Self {
        self.values.push(Box::new(value));
        self
    }

    /// Every row.
    pub fn all<R>(self, conn: &mut PgConnection) -> QueryResult<Vec<R>>
    where
        R: QueryableByName<Pg> + 'static,
    {
        self.load(conn)
    }

    /// The only row; [`diesel::NotFound`] without one.
    pub fn one<R>(self, conn: &mut PgConnection) -> QueryResult<R>
    where
        R: QueryableByName<Pg> + 'static,
    {
        self.get_result(conn)
    }

    /// The only row, if there is one.
    pub fn first<R>(self, conn: &mut PgConnection) -> QueryResult<Option<R>>
    where
        R: QueryableByName<Pg> + 'static,
    {
        self.get_result(conn).optional()
    }

    /// The column `value` of the only row.
    pub fn scalar<T>(self, conn: &mut PgConnection) -> QueryResult<T>
    where
        T: Native + diesel::deserialize::FromSql<SqlOf<T>, Pg> + 'static,
        SqlOf<T>: SingleValue,
        Scalar<T>: QueryableByName<Pg>,
    {
        self.get_result::<Scalar<T>>(conn).map(|row| row.value)
    }

    /// Carries it out; the number of rows it touched.
    pub fn run(self, conn: &mut PgConnection) -> QueryResult<usize> {
        self.execute(conn)
    }
}

/// A row of one column named `value`.
pub struct Scalar<T> {
    value: T,
}

impl<T> QueryableByName<Pg> for Scalar<T>
where
    T: Native + diesel::deserialize::FromSql<SqlOf<T>, Pg>,
{
    fn build<'a>(row: &impl diesel::row::NamedRow<'a, Pg>) -> diesel::deserialize::Result<Self> {
        diesel::row::NamedRow::get::<SqlOf<T>, T>(row, "value").map(|value| Scalar { value })
    }
}

impl QueryFragment<Pg> for Statement<'_> {
    /// Writes the text, and each placeholder as its value's own parameter: `$2` used twice is sent
    /// as two parameters.
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let mut rest = self.text;
        while let Some(at) = rest.find('$') {
            let digits = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
            let number: usize = rest[at + 1..at + 1 + digits].parse().unwrap_or(0);
            let value = number
                .checked_sub(1)
                .and_then(|index| self.values.get(index))
                .ok_or_else(|| diesel::result::Error::QueryBuilderError(format!("no value for ${number} in: {}", self.text).into()))?;
            out.push_sql(&rest[..at]);
            value.push(&mut out)?;
            rest = &rest[at + 1 + digits..];
        }
        out.push_sql(rest);
        Ok(())
    }
}

impl QueryId for Statement<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Statement<'_> {
    type SqlType = st::Untyped;
}

impl<Conn> RunQueryDsl<Conn> for Statement<'_> {}

/// Declares a row type: a struct whose fields are read from columns of the same name.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $ty:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, diesel::QueryableByName)]
        #[diesel(check_for_backend(diesel::pg::Pg))]
        $vis struct $name {
            $(
                $(#[$field_meta])*
                #[diesel(sql_type = $crate::shared::sql::SqlOf<$ty>)]
                pub $field: $ty,
            )*
        }
    };
}
