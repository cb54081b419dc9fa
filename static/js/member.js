// The script of pages for people who are logged in.

import "./portal.js";
import "./log-out.js";
