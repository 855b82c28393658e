"""The look of Gradio's own parts: colours that no party uses, fonts that come with Gradio.

Colours are variables of ``style.css``, which knows light and dark; only the two that are needed before
that file has arrived are spelled out here.
"""

from __future__ import annotations

from typing import Any

_FIRST = {
    "body_background_fill": "#f5f7f7",
    "body_background_fill_dark": "#11171a",
    "body_text_color": "#1a2428",
    "body_text_color_dark": "#e2e8e9",
}
_SAME = {
    "body_text_color_subdued": "var(--kb-redup)",
    "background_fill_primary": "var(--kb-kertas)",
    "background_fill_secondary": "var(--kb-lembar)",
    "border_color_primary": "var(--kb-garis)",
    "border_color_accent": "var(--kb-aksen)",
    "color_accent_soft": "var(--kb-aksen-lembut)",
    "link_text_color": "var(--kb-aksen)",
    "link_text_color_hover": "var(--kb-aksen)",
    "link_text_color_visited": "var(--kb-aksen)",
    "link_text_color_active": "var(--kb-aksen)",
    "block_background_fill": "transparent",
    "block_border_width": "0px",
    "block_shadow": "none",
    "block_title_text_color": "var(--kb-tinta)",
    "block_title_background_fill": "transparent",
    "block_label_background_fill": "transparent",
    "block_info_text_color": "var(--kb-redup)",
    "panel_background_fill": "transparent",
    "input_background_fill": "var(--kb-lembar)",
    "input_background_fill_focus": "var(--kb-lembar)",
    "input_border_color": "var(--kb-tepi)",
    "input_border_color_focus": "var(--kb-aksen)",
    "input_border_width": "1px",
    "input_shadow": "none",
    "input_shadow_focus": "none",
    "input_placeholder_color": "var(--kb-redup)",
    "checkbox_background_color": "var(--kb-lembar)",
    "checkbox_background_color_hover": "var(--kb-lembar)",
    "checkbox_background_color_focus": "var(--kb-lembar)",
    "checkbox_background_color_selected": "var(--kb-aksen)",
    "checkbox_border_color": "var(--kb-tepi)",
    "checkbox_border_color_hover": "var(--kb-aksen)",
    "checkbox_border_color_focus": "var(--kb-aksen)",
    "checkbox_border_color_selected": "var(--kb-aksen)",
    "checkbox_label_background_fill": "var(--kb-lembar)",
    "checkbox_label_background_fill_hover": "var(--kb-aksen-lembut)",
    "checkbox_label_background_fill_selected": "var(--kb-aksen-lembut)",
    "checkbox_label_border_color": "var(--kb-garis)",
    "checkbox_label_border_color_hover": "var(--kb-tepi)",
    "checkbox_label_border_color_selected": "var(--kb-aksen)",
    "checkbox_label_border_width": "1px",
    "checkbox_label_text_color": "var(--kb-tinta)",
    "checkbox_label_text_color_selected": "var(--kb-tinta)",
    "checkbox_label_shadow": "none",
    "button_primary_background_fill": "var(--kb-tombol)",
    "button_primary_background_fill_hover": "var(--kb-tombol-terang)",
    "button_primary_border_color": "transparent",
    "button_primary_text_color": "var(--kb-tombol-tinta)",
    "button_primary_text_color_hover": "var(--kb-tombol-tinta)",
    "button_primary_shadow": "none",
    "button_secondary_background_fill": "var(--kb-lembar)",
    "button_secondary_background_fill_hover": "var(--kb-aksen-lembut)",
    "button_secondary_border_color": "var(--kb-garis)",
    "button_secondary_text_color": "var(--kb-tinta)",
    "button_secondary_text_color_hover": "var(--kb-tinta)",
    "button_secondary_shadow": "none",
    "error_background_fill": "var(--kb-lembar)",
}


def theme() -> Any:
    """A Gradio theme, the same in light and dark but for its variables."""
    import gradio as gr

    base = gr.themes.Base(font=[gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif"])
    return base.set(**_FIRST, **_SAME, **{f"{name}_dark": value for name, value in _SAME.items() if hasattr(base, f"{name}_dark")})
