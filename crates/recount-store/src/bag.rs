//! A dossier carried elsewhere as a BagIt bag (RFC 8493).
