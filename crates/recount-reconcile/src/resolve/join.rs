//! Joining nodes into entities: a union of names, each step with its reason, and pairs that must never meet.

use recount_model::Reason;
use std::collections::BTreeMap;

/// Which nodes are one.
#[derive(Debug)]
pub(crate) struct Joiner {
    parent: Vec<usize>,
    /// Why each joining was made, in order.
    joins: Vec<Reason>,
    /// Places of the joinings each node took part in.
    of_node: Vec<Vec<usize>>,
    forbidden: Vec<(usize, usize)>,
}

impl Joiner {
    /// `n` nodes, each by itself.
    pub fn new(n: usize) -> Self {
        Joiner {
            parent: (0..n).collect(),
            joins: Vec::new(),
            of_node: vec![Vec::new(); n],
            forbidden: Vec::new(),
        }
    }

    /// The node that stands for all that are one with `node`.
    pub fn root(&self, mut node: usize) -> usize {
        while self.parent[node] != node {
            node = self.parent[node];
        }
        node
    }

    /// Whether the two are one already.
    pub fn same(&self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    /// The two must never become one.
    pub fn forbid(&mut self, a: usize, b: usize) {
        self.forbidden.push((a, b));
    }

    /// Makes the two one unless something forbids it; the reason is kept either way they were one before.
    pub fn join(&mut self, a: usize, b: usize, reason: Reason) {
        let (x, y) = (self.root(a), self.root(b));
        if a == b || (x != y && self.is_forbidden(x, y)) {
            return;
        }
        // The earlier node stands for the later, so that the outcome follows the order of nodes alone.
        self.parent[x.max(y)] = x.min(y);
        self.of_node[a].push(self.joins.len());
        self.of_node[b].push(self.joins.len());
        self.joins.push(reason);
    }

    /// Why the node was joined to others, in order.
    pub fn of(&self, node: usize) -> impl Iterator<Item = &Reason> {
        self.of_node[node].iter().map(|&at| &self.joins[at])
    }

    fn is_forbidden(&self, x: usize, y: usize) -> bool {
        self.forbidden.iter().any(|&(a, b)| {
            let (a, b) = (self.root(a), self.root(b));
            (a, b) == (x, y) || (a, b) == (y, x)
        })
    }

    /// The nodes of every entity, in the order of their first node.
    pub fn clusters(&self) -> Vec<Vec<usize>> {
        let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in 0..self.parent.len() {
            by_root.entry(self.root(node)).or_default().push(node);
        }
        by_root.into_values().collect()
    }
}
