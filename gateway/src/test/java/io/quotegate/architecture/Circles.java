package io.quotegate.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The circles of references among the top-level classes of each package: sets of classes each of which reaches every
 * other. A nested class counts as its top-level class.
 *
 * @see <a href="https://doi.org/10.1137/0201010">Tarjan, Depth-first search and linear graph algorithms (1972)</a>
 */
final class Circles {
    private final Map<String, Set<String>> references;
    private final Map<String, Integer> found = new HashMap<>(); // in which order a class was come to
    private final Map<String, Integer> lowest = new HashMap<>(); // the earliest class that it leads back to
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> circles = new ArrayList<>();

    private Circles(Map<String, Set<String>> references) {
        this.references = references;
    }

    /** All circles of two classes and more. */
    static List<Set<String>> of(JavaClasses house) {
        Map<String, Set<String>> references = new TreeMap<>();
        for (JavaClass one : house) {
            Set<String> to = references.computeIfAbsent(topLevel(one), name -> new TreeSet<>());
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass other = dependency.getTargetClass().getBaseComponentType();
                if (other.getPackageName().equals(one.getPackageName())
                        && !topLevel(other).equals(topLevel(one))) {
                    to.add(topLevel(other));
                }
            }
        }
        return in(references);
    }

    /** All circles of two and more in a graph. */
    static List<Set<String>> in(Map<String, Set<String>> references) {
        Circles search = new Circles(references);
        references.keySet().forEach(search::visit);
        return search.circles;
    }

    private static String topLevel(JavaClass one) {
        String name = one.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private void visit(String one) {
        if (found.containsKey(one)) {
            return;
        }
        int order = found.size();
        found.put(one, order);
        lowest.put(one, order);
        open.push(one);
        for (String other : references.getOrDefault(one, Set.of())) {
            boolean isNew = !found.containsKey(other);
            visit(other);
            if (isNew) {
                lowest.merge(one, lowest.get(other), Math::min);
            } else if (open.contains(other)) {
                lowest.merge(one, found.get(other), Math::min);
            }
        }
        if (lowest.get(one) == order) {
            close(one);
        }
    }

    private void close(String first) {
        Set<String> circle = new TreeSet<>();
        String member;
        do {
            member = open.pop();
            circle.add(member);
        } while (!member.equals(first));
        if (circle.size() > 1) {
            circles.add(circle);
        }
    }
}
