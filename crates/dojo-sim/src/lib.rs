//! A simulated DefectDojo.
