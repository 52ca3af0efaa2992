package org.sumario.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.pipeline.Progress;

/** Progress on standard error: a bar on a terminal, plain lines otherwise, nothing when quiet. */
final class ProgressDisplay implements Progress, AutoCloseable {
    private final SumarioCommand sumario;
    private final List<Reason> news = new ArrayList<>();
    private @Nullable ProgressBar bar;
    private String step = "";
    private int pieces;
    private int done;

    ProgressDisplay(SumarioCommand sumario) {
        this.sumario = sumario;
    }

    @Override
    public synchronized void begins(String newStep, int newPieces) {
        endBar();
        step = sumario.messages().text(Reason.of("STEP_" + newStep));
        pieces = newPieces;
        done = 0;
        if (!sumario.settings().quiet() && sumario.isTerminal() && newPieces > 0) {
            bar = new ProgressBarBuilder()
                    .setTaskName(step)
                    .setInitialMax(newPieces)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(standardError()))
                    .build();
        }
    }

    @Override
    public synchronized void advances(String piece) {
        done++;
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(piece);
        } else {
            sumario.tell(Reason.of("LOAD_STEP", step, done, pieces, piece));
        }
    }

    @Override
    public synchronized void tells(Reason reason) {
        news.add(reason);
    }

    @Override
    public synchronized void close() {
        endBar();
        news.forEach(sumario::tell);
        news.clear();
    }

    private void endBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private static PrintStream standardError() {
        return System.err;
    }
}
