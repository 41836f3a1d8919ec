//! Places on a page: the six-number matrices by which PDF moves, turns and scales what it draws, and a point. Nothing here knows of text.

/// A map of the plane, `x' = a x + c y + e`, `y' = b x + d y + f`, as PDF writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A shift.
    pub fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `next`.
    pub fn then(self, next: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Matrix([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where a point comes to lie.
    pub fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a direction comes to point.
    pub fn direction(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// Whether all numbers are such as a page can have.
    pub fn is_sound(self) -> bool {
        self.0.iter().all(|n| n.is_finite() && n.abs() < 1e9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_applied_in_order() {
        let twice = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        assert_eq!(Matrix::shift(1.0, 0.0).then(twice).point(1.0, 1.0), (4.0, 2.0));
        assert_eq!(twice.then(Matrix::shift(1.0, 0.0)).point(1.0, 1.0), (3.0, 2.0));
        assert_eq!(twice.direction(1.0, 0.0), (2.0, 0.0));
        assert!(!Matrix([f64::NAN, 0.0, 0.0, 1.0, 0.0, 0.0]).is_sound());
    }
}
