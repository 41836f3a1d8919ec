//! The arc-hybrid transition system: a stack, what is left of the sentence, and three actions.
//!
//! Model: Kuhlmann, Gómez-Rodríguez, Satta, "Dynamic programming algorithms for transition-based dependency parsers", ACL
//! 2011; costs for training by a dynamic oracle: Goldberg, Nivre, "Training deterministic parsers with non-deterministic
//! oracles", TACL 1 (2013), <https://doi.org/10.1162/tacl_a_00237>. The root is an artificial word after the last; exactly
//! one word attaches to it. A sentence of n words takes 2n actions, and no tree has crossing arcs.

/// What the parser may do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Action {
    /// Move the next word onto the stack.
    Shift,
    /// The top of the stack becomes a dependent of the next word, and leaves.
    Left,
    /// The top of the stack becomes a dependent of the one below, and leaves.
    Right,
}

/// All actions, in the order of their numbers.
pub const ACTIONS: [Action; 3] = [Action::Shift, Action::Left, Action::Right];

/// No word: the place of a child or neighbour that does not exist.
pub const NONE: usize = usize::MAX;

/// A sentence half parsed. Words count from 0; the root's number is the number of words.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Words waiting for a head, the latest last.
    pub stack: Vec<usize>,
    /// The next word; all before it were shifted.
    pub next: usize,
    /// Number of words.
    pub words: usize,
    /// Heads found so far; [`NONE`] where there is none yet.
    pub heads: Vec<usize>,
    /// Relations of the words to their heads, as numbers; meaningless without a head.
    pub relations: Vec<u8>,
    /// Leftmost child found so far, or [`NONE`]; one more than words, for the root.
    pub leftmost: Vec<usize>,
    /// Rightmost child found so far, or [`NONE`].
    pub rightmost: Vec<usize>,
    /// Number of children to the left found so far.
    pub lefts: Vec<u8>,
    /// Number of children to the right found so far.
    pub rights: Vec<u8>,
}

impl State {
    /// Starts a sentence of `words` words, keeping the memory of the last.
    pub fn begin(&mut self, words: usize) {
        fn fill<T: Clone>(list: &mut Vec<T>, length: usize, value: T) {
            list.clear();
            list.resize(length, value);
        }
        self.stack.clear();
        self.next = 0;
        self.words = words;
        fill(&mut self.heads, words, NONE);
        fill(&mut self.relations, words, 0);
        fill(&mut self.leftmost, words + 1, NONE);
        fill(&mut self.rightmost, words + 1, NONE);
        fill(&mut self.lefts, words + 1, 0);
        fill(&mut self.rights, words + 1, 0);
    }

    /// Whether every word has its head.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next == self.words
    }

    /// The word `depth` below the top of the stack, or [`NONE`].
    pub fn stacked(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |i| self.stack[i])
    }

    /// Whether an action may be done.
    pub fn allows(&self, action: Action) -> bool {
        match action {
            Action::Shift => self.next < self.words,
            Action::Left => self.stack.len() == 1 || (self.stack.len() > 1 && self.next < self.words),
            Action::Right => self.stack.len() > 1,
        }
    }

    /// The head and the dependent that an action would join.
    pub fn arc(&self, action: Action) -> Option<(usize, usize)> {
        match action {
            Action::Shift => None,
            Action::Left => Some((self.next, self.stacked(0))),
            Action::Right => Some((self.stacked(1), self.stacked(0))),
        }
    }

    /// Does an action that [`State::allows`]; `relation` is the number of the relation of the arc it makes.
    pub fn apply(&mut self, action: Action, relation: u8) {
        let Some((head, dependent)) = self.arc(action) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        self.heads[dependent] = head;
        self.relations[dependent] = relation;
        if dependent < head {
            self.lefts[head] = self.lefts[head].saturating_add(1);
            if self.leftmost[head] == NONE || self.leftmost[head] > dependent {
                self.leftmost[head] = dependent;
            }
        } else {
            self.rights[head] = self.rights[head].saturating_add(1);
            if self.rightmost[head] == NONE || self.rightmost[head] < dependent {
                self.rightmost[head] = dependent;
            }
        }
    }

    /// How many arcs of the tree `gold` (a head for each word) an action that is allowed puts out of reach.
    pub fn cost(&self, action: Action, gold: &[usize]) -> usize {
        let (below, top, next) = (self.stacked(1), self.stacked(0), self.next);
        let waiting = |word: usize| word >= next && word <= self.words;
        match action {
            Action::Shift => {
                let lost_head = self.stack.iter().rev().skip(1).any(|&w| gold[next] == w);
                usize::from(lost_head) + self.stack.iter().filter(|&&w| gold[w] == next).count()
            }
            Action::Left | Action::Right => {
                let head = gold[top];
                let lost_head = match action {
                    Action::Left => head != next && (head == below || waiting(head)),
                    _ => head != below && waiting(head),
                };
                usize::from(lost_head) + (next..self.words).filter(|&w| gold[w] == top).count()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows actions without cost, the first in their order, to the end.
    fn rebuilt(gold: &[usize]) -> Vec<usize> {
        let mut state = State::default();
        state.begin(gold.len());
        while !state.is_done() {
            let free = |&&a: &&Action| state.allows(a) && state.cost(a, gold) == 0;
            let action = *ACTIONS.iter().find(free).expect("a projective tree can be built");
            state.apply(action, 0);
        }
        state.heads
    }

    #[test]
    fn actions_without_cost_build_the_tree() {
        for gold in
            [vec![1], vec![1, 2], vec![2, 0, 3], vec![1, 4, 1, 2], vec![3, 2, 0, 5, 3], vec![1, 2, 3, 4]]
        {
            assert_eq!(rebuilt(&gold), gold);
        }
    }

    #[test]
    fn any_allowed_actions_end_in_one_root() {
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]] {
            let mut state = State::default();
            state.begin(6);
            let mut steps = 0;
            while !state.is_done() {
                let action = order.iter().map(|&i| ACTIONS[i]).find(|&a| state.allows(a));
                state.apply(action.expect("something is always allowed"), 0);
                steps += 1;
            }
            assert_eq!((steps, state.heads.iter().filter(|&&h| h == 6).count()), (12, 1));
        }
    }
}
