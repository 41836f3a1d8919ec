//! Plots of a few lines, as SVG.

use anyhow::anyhow;
use plotters::prelude::*;

/// What stands on the axes.
pub(super) struct Chart {
    pub across: &'static str,
    pub up: &'static str,
    pub x: (f64, f64),
    pub y: (f64, f64),
    /// Whether the line of equal numbers is drawn.
    pub diagonal: bool,
}

const SIZE: (u32, u32) = (760, 460);

/// Dark enough on white, and told apart without red and green alone (Okabe and Ito's palette).
const COLOURS: [RGBColor; 7] = [
    RGBColor(0, 0, 0),
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
];

/// Named lines in one chart.
pub(super) fn lines(chart: &Chart, lines: &[(String, Vec<(f64, f64)>)]) -> anyhow::Result<String> {
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        let failed = |e: &dyn std::fmt::Display| anyhow!("{e}");
        area.fill(&WHITE).map_err(|e| failed(&e))?;
        let mut context = ChartBuilder::on(&area)
            .margin(14)
            .margin_right(150)
            .x_label_area_size(42)
            .y_label_area_size(56)
            .build_cartesian_2d(chart.x.0..chart.x.1, chart.y.0..chart.y.1)
            .map_err(|e| failed(&e))?;
        context
            .configure_mesh()
            .x_desc(chart.across)
            .y_desc(chart.up)
            .light_line_style(WHITE)
            .bold_line_style(RGBColor(228, 226, 220))
            .label_style(("sans-serif", 13))
            .draw()
            .map_err(|e| failed(&e))?;
        if chart.diagonal {
            let ends = [(chart.x.0, chart.x.0), (chart.x.1, chart.x.1)];
            context.draw_series(LineSeries::new(ends, RGBColor(150, 150, 150))).map_err(|e| failed(&e))?;
        }
        for (i, (_, points)) in lines.iter().enumerate() {
            let colour = COLOURS[i % COLOURS.len()];
            context
                .draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))
                .map_err(|e| failed(&e))?;
            context
                .draw_series(points.iter().map(|p| Circle::new(*p, 3, colour.filled())))
                .map_err(|e| failed(&e))?;
        }
        for (i, (name, _)) in lines.iter().enumerate() {
            let (x, y) = (SIZE.0 as i32 - 146, 24 + 20 * i as i32);
            let colour = COLOURS[i % COLOURS.len()];
            area.draw(&PathElement::new([(x, y + 6), (x + 16, y + 6)], colour.stroke_width(3)))
                .map_err(|e| failed(&e))?;
            area.draw(&Text::new(name.clone(), (x + 22, y), ("sans-serif", 13))).map_err(|e| failed(&e))?;
        }
        area.present().map_err(|e| failed(&e))?;
    }
    text.push('\n');
    Ok(text)
}
