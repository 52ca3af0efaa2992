package org.sumario.normalise;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.model.Codelist;
import org.sumario.rows.CellType;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RawValue;

/** One dimension's labels in columns that are cleaned alike: each distinct text is cleaned and matched with its code once per delivery. */
final class LabelMap {
    static final int UNKNOWN = 0;
    static final int NOT_APPLICABLE = -1;
    private static final int UNSEEN = -2;
    /** Reason code: a label that reads like a printed total, whose count would come on top of that of its parts. */
    static final String LIKE_TOTAL = "LABEL_LIKE_TOTAL";

    private final Dictionary dictionary;
    private final CleanTexts texts;
    private final LabelIds ids;
    private final @Nullable Map<String, String> codeByLabel;
    private final Blank blank;
    private final int pad;
    private final boolean mayNameTotals;
    private int[] idByCode = new int[0];
    private boolean[] isTroubled = new boolean[0];
    private final Map<Integer, String> problems = new HashMap<>();

    /** @param mayNameTotals whether a total that the job file does not name would be taken for a label */
    LabelMap(
            LabelIds ids,
            Dictionary dictionary,
            CleanTexts texts,
            @Nullable Codelist codelist,
            Blank blank,
            int pad,
            boolean mayNameTotals) {
        this.ids = ids;
        this.dictionary = dictionary;
        this.texts = texts;
        this.blank = blank;
        this.pad = pad;
        this.mayNameTotals = mayNameTotals;
        this.codeByLabel = codelist == null ? null : Labels.codes(codelist);
    }

    /** The label id of a cell: {@link #UNKNOWN} or {@link #NOT_APPLICABLE} where it has none. */
    int id(int code) {
        if (code >= idByCode.length) {
            int known = idByCode.length;
            idByCode = Arrays.copyOf(idByCode, dictionary.size());
            Arrays.fill(idByCode, known, idByCode.length, UNSEEN);
            isTroubled = Arrays.copyOf(isTroubled, idByCode.length);
        }
        if (idByCode[code] == UNSEEN) {
            idByCode[code] = resolve(code);
            isTroubled[code] = problems.containsKey(code);
        }
        return idByCode[code];
    }

    /** The label ids of the cells in some rows of a column; marks the rows in which something is wrong with it. */
    void ids(int[] codes, int[] rows, int size, int[] ids, boolean[] troubled) {
        for (int i = 0; i < size; i++) {
            int row = rows[i];
            ids[i] = id(codes[row]);
            if (isTroubled[codes[row]]) {
                troubled[row] = true;
            }
        }
    }

    /** Marks the rows of some in which something is wrong with the cell of a column. */
    void mark(int[] codes, int[] rows, int size, boolean[] troubled) {
        for (int i = 0; i < size; i++) {
            if (isTroubled(codes[rows[i]])) {
                troubled[rows[i]] = true;
            }
        }
    }

    /** Whether anything is wrong with a cell of this text. */
    boolean isTroubled(int code) {
        id(code);
        return isTroubled[code];
    }

    /** Reason code of what is wrong with a cell of this text, null where nothing is. */
    @Nullable
    String problem(int code) {
        return problems.get(code);
    }

    /** Whether a text is there and means nothing we know: its count goes to the unknown member. */
    boolean isUnmapped(int code) {
        String problem = problems.get(code);
        return "LABEL_UNMAPPED".equals(problem) || "CELL_ERROR".equals(problem);
    }

    /** The label of a cell as staging keeps it, null where it has none. */
    @Nullable
    String label(int code) {
        int id = id(code);
        return id > UNKNOWN ? ids.text(id) : null;
    }

    /** The text of a cell as it is matched with codes. */
    String matched(int code) {
        return Values.pad(texts.text(code), pad);
    }

    /** The text of a cell after cleaning, before it is padded. */
    String cleaned(int code) {
        return texts.text(code);
    }

    /** The code that a cell's text means, null where no list knows it or there is none. */
    @Nullable
    String codeOf(int code) {
        return codeByLabel == null || id(code) <= UNKNOWN ? null : codeByLabel.get(matched(code));
    }

    private int resolve(int code) {
        RawValue value = texts.value(code);
        String text = matched(code);
        Blank mark = texts.meaning(code);
        if (mark != null || text.isEmpty()) {
            return without(code, mark == null ? blank : mark, mark == null ? "LABEL_BLANK" : "LABEL_MARKED_UNKNOWN");
        }
        if (value.type() == CellType.ERROR || Texts.isSheetError(text)) {
            problems.put(code, "CELL_ERROR");
            return UNKNOWN;
        }
        String meaning = codeByLabel == null ? text : codeByLabel.get(text);
        if (meaning == null) {
            problems.put(code, "LABEL_UNMAPPED");
        } else if (mayNameTotals && Texts.isTotal(text)) {
            problems.put(code, LIKE_TOTAL);
        } else if (pad > 0 && !(text.length() == pad && text.chars().allMatch(c -> c >= '0' && c <= '9'))) {
            problems.put(code, "CODE_MALFORMED");
        } else if (Texts.isMojibake(text)) {
            problems.put(code, "TEXT_MOJIBAKE");
        } else if (texts.isRepaired(code)) {
            problems.put(code, "TEXT_REPAIRED");
        }
        return ids.of(text, meaning);
    }

    private int without(int code, Blank meaning, String problem) {
        if (meaning == Blank.NOT_APPLICABLE) {
            return NOT_APPLICABLE;
        }
        problems.put(code, problem);
        return UNKNOWN;
    }
}
