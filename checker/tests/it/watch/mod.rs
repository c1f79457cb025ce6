//! `workbook watch` in a real terminal: keys go in, and the screen is read.

mod learning;
mod leaving;
mod moving_on;
mod saving;
mod screens;
mod starting;
mod together;
