//! Whether answers of others may run here.

use crate::command::context::Context;
use crate::grade::layers;
use crate::reporter::json::Integrity;

/// Say what is missing, unless somebody has agreed to it.
pub(super) fn check(allow_degraded: bool, context: &mut Context<'_>) {
    let layers = layers();
    if allow_degraded || layers.integrity != Integrity::C {
        return;
    }
    context.notice(&format!(
        "warning: {}; grade only what you would run yourself, or in a machine that you can throw \
         away; --allow-degraded agrees to that",
        layers.notes.join("; ")
    ));
}
