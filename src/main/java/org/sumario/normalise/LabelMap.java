package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.model.Codelist;
import org.sumario.model.DeliveryContent.Label;
import org.sumario.rows.CellType;
import org.sumario.rows.Dictionary;
import org.sumario.rows.RawValue;

/** One dimension's labels: each distinct text is cleaned and matched with its code once per delivery. */
final class LabelMap {
    static final int UNKNOWN = 0;
    static final int NOT_APPLICABLE = -1;
    private static final int UNSEEN = -2;

    private final String dimension;
    private final Dictionary dictionary;
    private final @Nullable Map<String, String> codeByLabel;
    private final Blank blank;
    private final int pad;
    private final Map<String, Integer> idByText = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();
    private int[] idByCode = new int[0];
    private boolean[] isTroubled = new boolean[0];
    private final Map<Integer, String> problems = new HashMap<>();

    LabelMap(String dimension, Dictionary dictionary, @Nullable Codelist codelist, Blank blank, int pad) {
        this.dimension = dimension;
        this.dictionary = dictionary;
        this.blank = blank;
        this.pad = pad;
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

    /** The label ids of the cells in some rows of a column; answers whether nothing is wrong with any of them. */
    boolean ids(int[] codes, int[] rows, int size, int[] ids) {
        boolean isClean = true;
        for (int i = 0; i < size; i++) {
            int code = codes[rows[i]];
            ids[i] = id(code);
            isClean &= !isTroubled[code];
        }
        return isClean;
    }

    /** Whether nothing is wrong with the cells in some rows of a column. */
    boolean areClean(int[] codes, int[] rows, int size) {
        boolean isClean = true;
        for (int i = 0; i < size; i++) {
            int code = codes[rows[i]];
            id(code);
            isClean &= !isTroubled[code];
        }
        return isClean;
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

    List<Label> labels() {
        return labels;
    }

    private int resolve(int code) {
        RawValue value = dictionary.value(code);
        String text = Values.pad(Texts.fold(value.text()), pad);
        if (text.isEmpty()) {
            if (blank == Blank.NOT_APPLICABLE) {
                return NOT_APPLICABLE;
            }
            problems.put(code, "LABEL_BLANK");
            return UNKNOWN;
        }
        if (value.type() == CellType.ERROR || Texts.isSheetError(text)) {
            problems.put(code, "CELL_ERROR");
            return UNKNOWN;
        }
        String meaning = codeByLabel == null ? text : codeByLabel.get(text);
        if (meaning == null) {
            problems.put(code, "LABEL_UNMAPPED");
        } else if (pad > 0 && !(text.length() == pad && text.chars().allMatch(c -> c >= '0' && c <= '9'))) {
            problems.put(code, "CODE_MALFORMED");
        } else if (Texts.isMojibake(text)) {
            problems.put(code, "TEXT_MOJIBAKE");
        }
        return idByText.computeIfAbsent(text, fresh -> {
            labels.add(new Label(dimension, labels.size() + 1, fresh, meaning));
            return labels.size();
        });
    }
}
