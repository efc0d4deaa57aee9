//! A number for a whole plan.

use mainforte_planning::Plan;

/// FNV-1a, 64 bits, over everything that a plan tells.
pub(crate) fn digest(plan: &Plan) -> u64 {
    let mut text = format!("{} {} {}", plan.score, plan.upper_bound, plan.work_units);
    for booking in &plan.bookings {
        text += &format!("\n{} {} {}", booking.shift, booking.role, booking.volunteer);
    }
    for price in &plan.shadow_prices {
        text += &format!("\n{} {} {}", price.shift, price.role, price.hundredths);
    }
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
