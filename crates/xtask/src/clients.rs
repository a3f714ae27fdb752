//! Sets up the clients of others that the tests connect to the server, and the programs that these run in.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::chromium;
use crate::link::link;
use crate::node::Node;
use crate::python::Python;
use crate::system::System;
use crate::workspace::Workspace;

/// The programs that run the clients.
#[derive(Debug)]
pub(crate) struct Clients {
    python: Python,
    node: Node,
    chromium: PathBuf,
}

impl Clients {
    /// Installs what is missing, or not what the lock files say.
    pub(crate) fn set_up(workspace: &Workspace, system: System) -> Result<Self> {
        let python = Python::set_up(workspace, &system.python)?;
        let node = Node::find_or_install(workspace, &python)?;
        for package in [workspace.clients("node"), workspace.browser()] {
            node.install_package(&package)?;
        }
        // For tests that cargo runs by itself, without the variables.
        let bin = workspace.tools().join("bin");
        link(node.path(), &bin.join("node"))?;
        link(&system.chromium, &bin.join("chromium"))?;
        Ok(Self {
            python,
            node,
            chromium: system.chromium,
        })
    }

    /// The variables that tell the tests where the programs are.
    pub(crate) fn variables(&self) -> [(&'static str, &Path); 3] {
        [
            ("PYTHON", self.python.path()),
            ("NODE", self.node.path()),
            (chromium::VARIABLE, &self.chromium),
        ]
    }
}
