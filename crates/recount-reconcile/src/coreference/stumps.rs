//! Likeliness of a pair from its evidence, as a sum that can be read piece by piece.
//!
//! Model: boosted stumps, log(p / (1 - p)) = w0 + Σ_f w_f(x_f), where w_f is a step function of one piece of evidence (Friedman, Hastie and
//! Tibshirani, "Additive logistic regression: a statistical view of boosting", Annals of Statistics 28, 2000,
//! <https://doi.org/10.1214/aos/1016218223>). As no step asks two things at once, each piece of evidence has its own weight in the sum, and that is
//! the reason given for a joining.

use serde::{Deserialize, Serialize};

/// The step function of one piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Steps {
    /// Its name; see the lists in the modules of reports and of mentions.
    pub name: String,
    /// Where the weight changes, rising.
    pub at: Vec<f32>,
    /// The weight below the first place, between the first and the second, ..., from the last place on: one more than places.
    pub weight: Vec<f32>,
}

/// A model: an intercept and the step functions, in the order of the evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stumps {
    /// The log-odds before any evidence.
    pub intercept: f32,
    /// The mean likeliness at which clusters are joined.
    pub threshold: f64,
    /// One step function for each piece of evidence.
    pub evidence: Vec<Steps>,
}

impl Steps {
    /// The weight of a value, in log-odds.
    pub fn of(&self, value: f32) -> f32 {
        let at = self.at.partition_point(|place| *place <= value);
        self.weight.get(at).copied().unwrap_or(0.0)
    }
}

impl Stumps {
    /// Reads a model file and puts its step functions in the order of `names`; evidence the file does not hold weighs nothing.
    ///
    /// # Errors
    /// When the file is not of this form, or weighs evidence that there is not.
    pub fn read(file: &str, names: &[&str]) -> Result<Self, String> {
        let mut model: Stumps = toml::from_str(file).map_err(|e| e.to_string())?;
        if let Some(unknown) = model.evidence.iter().find(|s| !names.contains(&s.name.as_str())) {
            return Err(format!("there is no evidence {:?}", unknown.name));
        }
        if let Some(wrong) = model.evidence.iter().find(|s| s.weight.len() != s.at.len() + 1) {
            return Err(format!("{:?} needs one weight more than places", wrong.name));
        }
        let steps = |name: &&str| {
            let found = model.evidence.iter().find(|s| s.name == **name).cloned();
            found.unwrap_or_else(|| Steps { name: name.to_string(), at: Vec::new(), weight: vec![0.0] })
        };
        model.evidence = names.iter().map(steps).collect();
        Ok(model)
    }

    /// The weight of each piece of evidence, in log-odds, in its order.
    pub fn weights<'s>(&'s self, evidence: &'s [f32]) -> impl Iterator<Item = f32> + 's {
        self.evidence.iter().zip(evidence).map(|(steps, value)| steps.of(*value))
    }

    /// How likely the pair is the same, from 0 to 1.
    pub fn likely(&self, evidence: &[f32]) -> f64 {
        let sum = f64::from(self.intercept) + self.weights(evidence).map(f64::from).sum::<f64>();
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_weight_of_its_step() {
        let file = "intercept = -1.0\nthreshold = 0.3\n[[evidence]]\nname = \"words\"\nat = [0.2, 0.5]\nweight = [-1.0, 0.5, 2.0]\n";
        let model = Stumps::read(file, &["names", "words"]).expect("well formed");
        for (value, weight) in
            [(0.1, -1.0), (0.2, 0.5), (0.49, 0.5), (0.5, 2.0), (9.0, 2.0), (f32::NAN, -1.0)]
        {
            assert_eq!(model.evidence[1].of(value), weight, "{value}");
        }
        assert_eq!(model.weights(&[3.0, 0.6]).collect::<Vec<_>>(), [0.0, 2.0]);
        assert!((model.likely(&[0.0, 0.6]) - 0.731).abs() < 0.001);
    }

    #[test]
    fn a_file_of_another_form_is_refused() {
        for (file, names) in [
            ("intercept = 1.0", vec!["a"]),
            (
                "intercept = 1.0\nthreshold = 0.5\n[[evidence]]\nname = \"b\"\nat = []\nweight = [0.0]\n",
                vec!["a"],
            ),
            (
                "intercept = 1.0\nthreshold = 0.5\n[[evidence]]\nname = \"a\"\nat = [1.0]\nweight = [0.0]\n",
                vec!["a"],
            ),
        ] {
            assert!(Stumps::read(file, &names).is_err(), "{file}");
        }
    }
}
