//! What tests stand on: an application with its own database, people who act, a world to act in.

mod api;
mod contract;
mod database;
mod house;
pub mod phone;
mod statements;
mod world;

pub use api::{Api, Reply, id};
pub use database::Database;
pub use house::House;
pub use statements::{listen, statements};
pub use world::{PASSWORD, School, merge};
