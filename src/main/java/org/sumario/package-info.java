/** From the spreadsheets that prosecutors publish to a warehouse of complaint statistics. */
@NullMarked
package org.sumario;

import org.jspecify.annotations.NullMarked;
