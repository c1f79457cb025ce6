//! Another operator, or none.

use super::edits::Edits;
use syn::{BinOp, Expr, RangeLimits, UnOp};

const OPERATOR: &str = "operator";

pub(super) fn expression(node: &Expr, edits: &mut Edits<'_>) {
    match node {
        Expr::Binary(binary) => {
            for other in others(&binary.op) {
                edits.replace(OPERATOR, &binary.op, *other);
            }
            if let BinOp::And(_) | BinOp::Or(_) = binary.op {
                for side in [&binary.left, &binary.right] {
                    let side_alone = edits.text(side);
                    edits.replace("half of a condition", node, side_alone);
                }
            }
        }
        Expr::Unary(unary) => {
            if let UnOp::Not(_) | UnOp::Neg(_) = unary.op {
                edits.replace(OPERATOR, &unary.op, "");
            }
        }
        Expr::Range(range) => match range.limits {
            RangeLimits::HalfOpen(_) if range.end.is_some() => {
                edits.replace(OPERATOR, &range.limits, "..=");
            }
            RangeLimits::Closed(_) => edits.replace(OPERATOR, &range.limits, ".."),
            RangeLimits::HalfOpen(_) => {}
        },
        _ => {}
    }
}

fn others(operator: &BinOp) -> &'static [&'static str] {
    match operator {
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Lt(_) => &["<=", "==", ">"],
        BinOp::Le(_) => &["<", ">"],
        BinOp::Gt(_) => &[">=", "==", "<"],
        BinOp::Ge(_) => &[">", "<"],
        BinOp::Add(_) => &["-", "*"],
        BinOp::Sub(_) => &["+", "/"],
        BinOp::Mul(_) => &["+", "/"],
        BinOp::Div(_) => &["%", "*"],
        BinOp::Rem(_) => &["/", "+"],
        BinOp::Shl(_) => &[">>"],
        BinOp::Shr(_) => &["<<"],
        BinOp::BitAnd(_) => &["|", "^"],
        BinOp::BitOr(_) => &["&", "^"],
        BinOp::BitXor(_) => &["|", "&"],
        BinOp::AddAssign(_) => &["-=", "*="],
        BinOp::SubAssign(_) => &["+=", "/="],
        BinOp::MulAssign(_) => &["+=", "/="],
        BinOp::DivAssign(_) => &["%=", "*="],
        BinOp::RemAssign(_) => &["/=", "+="],
        BinOp::ShlAssign(_) => &[">>="],
        BinOp::ShrAssign(_) => &["<<="],
        BinOp::BitAndAssign(_) => &["|=", "^="],
        BinOp::BitOrAssign(_) => &["&=", "^="],
        BinOp::BitXorAssign(_) => &["|=", "&="],
        _ => &[],
    }
}
