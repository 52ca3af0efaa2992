package peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a workbook's sheet beside only inflating it, in one warm process. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class InProcess {
    @Param("")
    public String workbook;

    @Param("10")
    public int column;

    @Benchmark
    public String inflate() throws Exception {
        return ReadWorkbook.read("inflate", workbook, column);
    }

    @Benchmark
    public String sumario() throws Exception {
        return ReadWorkbook.read("sumario", workbook, column);
    }
}
