//! The plot: processor seconds against claims, both axes logarithmic, so that a cost in step with the claims is a line at 45 degrees.

use super::Line;
use anyhow::anyhow;
use plotters::prelude::*;
use std::path::Path;

const SIZE: (u32, u32) = (760, 480);

/// Writes the lines as SVG.
///
/// # Errors
/// When the file cannot be written.
pub fn write(file: &Path, lines: &[Line]) -> anyhow::Result<()> {
    draw(file, lines).map_err(|error| anyhow!("{}: {error}", file.display()))
}

fn draw(file: &Path, lines: &[Line]) -> Result<(), Box<dyn std::error::Error>> {
    let points = || lines.iter().flat_map(|(_, points)| points);
    let around = |of: fn(&(f64, f64)) -> f64| {
        let values = || points().map(of);
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
        if low < high { low / 1.5..high * 1.5 } else { 1.0..10.0 }
    };
    let area = SVGBackend::new(file, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .margin(12)
        .x_label_area_size(42)
        .y_label_area_size(56)
        .build_cartesian_2d(around(|p| p.0).log_scale(), around(|p| p.1).log_scale())?;
    chart
        .configure_mesh()
        .x_desc("claims")
        .y_desc("processor seconds, whole process")
        .x_label_formatter(&|claims| format!("{claims:.0e}"))
        .y_label_formatter(&|seconds| format!("{seconds}"))
        .light_line_style(WHITE)
        .draw()?;
    for (number, (name, points)) in lines.iter().enumerate().filter(|(_, (_, points))| !points.is_empty()) {
        let color = Palette99::pick(number).to_rgba();
        chart
            .draw_series(LineSeries::new(points.iter().copied(), color.stroke_width(2)))?
            .label(*name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(2)));
        chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, color.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.3))
        .draw()?;
    area.present()?;
    Ok(())
}
