//! The counts that are thought of, as cells: each number by itself where numbers are small or somebody states them, and between those
//! stretches of two per cent. So ten million displaced cost no more than ten killed. The prior gives each cell its mass.

use super::settings::Prior;

/// How wide a cell may be, as a ratio; likelihoods change little within it.
const STEP: f64 = 1.02;
/// Up to here every number has a cell of its own.
const SINGLE_UP_TO: u64 = 60;
/// How far above the largest figure counts are thought of.
const ABOVE: u64 = 1000;
/// How many stated numbers get a cell of their own; of more, evenly chosen ones do.
const STATED: usize = 400;

/// A stretch of counts, both ends within.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cell {
    pub low: u64,
    pub high: u64,
    /// The number that stands for the cell: its middle on the logarithmic scale.
    pub middle: f64,
}

/// The cells in their order, without gaps from 0 to the cap.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grid {
    pub cells: Vec<Cell>,
    /// The prior mass of each cell; sums to one.
    pub prior: Vec<f64>,
}

impl Grid {
    /// The grid for questions whose figures state these numbers.
    pub fn new(stated: &[u64], prior: &Prior) -> Self {
        let largest = stated.iter().copied().max().unwrap_or(0);
        let cap = prior.cap.max(largest.saturating_mul(ABOVE));
        let mut starts: Vec<u64> = (0..=SINGLE_UP_TO).collect();
        let mut next = SINGLE_UP_TO as f64;
        while next < cap as f64 {
            next = (next * STEP).max(next + 1.0);
            starts.push(next as u64);
        }
        let mut wanted = stated.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let every = wanted.len().div_ceil(STATED).max(1);
        starts.extend(wanted.iter().step_by(every).flat_map(|&n| [n, n.saturating_add(1)]));
        starts.retain(|&n| n <= cap);
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).map(|n| n - 1).chain([cap]);
        let cells: Vec<Cell> = starts
            .iter()
            .zip(ends)
            .map(|(&low, high)| {
                let middle = ((low as f64 + 0.5) * (high as f64 + 0.5)).sqrt() - 0.5;
                Cell { low, high, middle: middle.clamp(low as f64, high as f64) }
            })
            .collect();
        let tail = |n: f64| n.powf(-prior.slope);
        let mut masses: Vec<f64> =
            cells.iter().map(|c| (tail(c.low as f64 + 0.5) - tail(c.high as f64 + 1.5)).max(0.0)).collect();
        let sum: f64 = masses.iter().sum();
        masses.iter_mut().for_each(|m| *m /= sum);
        Grid { cells, prior: masses }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIOR: Prior = Prior { slope: 0.25, cap: 10_000_000_000 };

    #[test]
    fn cells_follow_on_each_other_and_their_masses_sum_to_one() {
        for stated in [vec![], vec![0], vec![31, 34, 10_000_000], vec![u64::MAX], vec![u64::MAX - 1, 1]] {
            let grid = Grid::new(&stated, &PRIOR);
            assert_eq!(grid.cells[0].low, 0);
            assert!(grid.cells.windows(2).all(|w| w[0].high + 1 == w[1].low));
            assert!(grid.cells.iter().all(|c| c.low <= c.high));
            assert!((grid.prior.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            assert!(stated.iter().all(|&n| grid.cells.iter().any(|c| c.low == n && c.high == n)));
            assert!(grid.cells.len() < 2500, "{}", grid.cells.len());
        }
    }

    #[test]
    fn a_hundred_thousand_figures_do_not_make_a_grid_of_as_many_cells() {
        let stated: Vec<u64> = (0..100_000).map(|n| n * 7919).collect();
        assert!(Grid::new(&stated, &PRIOR).cells.len() < 3000);
    }
}
