"""The portal's own icons: paths on a 16 by 16 grid, stroked in the text's colour (blocks/icon.css)."""

ICONS = {
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 4 4"/>',
    "check": '<path d="m2.5 8.5 3.5 4 7.5-9"/>',
    "cross": '<path d="m3.5 3.5 9 9m0-9-9 9"/>',
    "plus": '<path d="M8 2.5v11M2.5 8h11"/>',
    "arrow-left": '<path d="M13.5 8h-11m4.5-5L2.5 8 7 13"/>',
    "arrow-right": '<path d="M2.5 8h11M9 3l4.5 5L9 13"/>',
    "arrow-back": '<path d="M5.5 2.5 2 6l3.5 3.5M2.5 6h7a4 4 0 0 1 0 8H6"/>',
    "pencil": '<path d="m2.5 13.5.7-3.2 7.6-7.6a1.8 1.8 0 0 1 2.5 2.5l-7.6 7.6zM9.5 4 12 6.5"/>',
    "clock": '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 2"/>',
    "eye": '<path d="M1.5 8C4.5 3.3 11.5 3.3 14.5 8c-3 4.7-10 4.7-13 0z"/><circle cx="8" cy="8" r="2"/>',
    "stop": '<circle cx="8" cy="8" r="6"/><path d="M4.5 8h7"/>',
    "tombstone": '<path d="M3.5 13.5V6.5a4.5 4.5 0 0 1 9 0v7M1.5 13.5h13M6 8h4"/>',
    "warning": '<path d="M8 2 1.5 13.5h13zM8 6.5v3.5m0 1.8v.2"/>',
    "info": '<circle cx="8" cy="8" r="6"/><path d="M8 7.3V11m0-6.2V5"/>',
    "external": '<path d="M6.5 3.5h-4v10h10v-4M9 2.5h4.5V7m0-4.5-6 6"/>',
    "person": '<circle cx="8" cy="5" r="3"/><path d="M2.5 14c.5-3.5 2.5-5 5.5-5s5 1.5 5.5 5"/>',
    "circle": '<circle cx="8" cy="8" r="5.5"/>',
    "dot": '<circle cx="8" cy="8" r="5.5"/><circle class="icon__solid" cx="8" cy="8" r="2.2"/>',
    "done": (
        '<circle class="icon__solid" cx="8" cy="8" r="6"/><path class="icon__knockout" d="m5 8.3 2.2 2.3L11 5.8"/>'
    ),
}
