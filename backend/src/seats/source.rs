//! The rule of where a new student's seat comes from, pure. Every way in asks it.

/// Where a new student's seat comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// The classroom's held seats.
    Held,
    /// The license's free seats.
    Free,
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortage {
    /// No license covers today.
    LicenseInactive,
    /// The classroom's allotment is used up, and it does not borrow.
    ClassroomFull,
    /// Nothing is free.
    NoSeatsLeft,
}

/// What a classroom (or an organization, for who comes without one) has to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purse {
    /// A license covers today.
    pub license_active: bool,
    /// The classroom's quota, if it has one.
    pub allotment: Option<i32>,
    /// What is left of it.
    pub held: i32,
    /// It takes from the free seats when nothing is left.
    pub borrows: bool,
    /// The organization's free seats.
    pub free: i32,
}

impl Purse {
    /// The seat of the next new student.
    pub fn next(&self) -> Result<Seat, Shortage> {
        if !self.license_active {
            return Err(Shortage::LicenseInactive);
        }
        if self.held > 0 {
            return Ok(Seat::Held);
        }
        if self.allotment.is_some() && !self.borrows {
            return Err(Shortage::ClassroomFull);
        }
        if self.free > 0 { Ok(Seat::Free) } else { Err(Shortage::NoSeatsLeft) }
    }

    /// How many new students it has a seat for.
    pub fn room(&self) -> i32 {
        let lends = self.allotment.is_none() || self.borrows;
        if self.license_active { self.held.max(0) + if lends { self.free.max(0) } else { 0 } } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many seats it gives until it refuses, and why it does.
    fn empty(mut purse: Purse) -> (i32, Shortage) {
        for given in 0.. {
            match purse.next() {
                Ok(Seat::Held) => purse.held -= 1,
                Ok(Seat::Free) => purse.free -= 1,
                Err(shortage) => return (given, shortage),
            }
        }
        unreachable!("every seat leaves one less")
    }

    #[test]
    fn there_is_room_for_as_many_as_get_a_seat() {
        let purse = |allotment, held, borrows, free| Purse { license_active: true, allotment, held, borrows, free };
        for (purse, room, why) in [
            (purse(None, 0, false, 3), 3, Shortage::NoSeatsLeft),
            (purse(Some(5), 2, false, 3), 2, Shortage::ClassroomFull),
            (purse(Some(5), 2, true, 3), 5, Shortage::NoSeatsLeft),
            (purse(Some(0), 0, false, 3), 0, Shortage::ClassroomFull),
            (Purse { license_active: false, ..purse(None, 0, false, 3) }, 0, Shortage::LicenseInactive),
        ] {
            assert_eq!(purse.room(), room, "{purse:?}");
            assert_eq!(empty(purse), (room, why), "{purse:?}");
        }
    }

    #[test]
    fn held_seats_go_first() {
        let purse = Purse { license_active: true, allotment: Some(5), held: 1, borrows: true, free: 3 };
        assert_eq!(purse.next(), Ok(Seat::Held));
        assert_eq!(Purse { held: 0, ..purse }.next(), Ok(Seat::Free));
    }
}
