using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Shop.Data.Migrations;

[DbContext(typeof(ShopContext))]
public sealed class ShopContextModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasAnnotation("ProductVersion", "6.0.7");

        modelBuilder.Entity("Shop.Data.Order", b =>
        {
            b.Property<int>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<string>("Customer").IsRequired().HasMaxLength(80).HasColumnType("TEXT");
            b.Property<string>("Payment").IsRequired().HasMaxLength(20).HasColumnType("TEXT");
            b.HasKey("Id");
            b.ToTable("Orders");
        });

        modelBuilder.Entity("Shop.Data.OrderLine", b =>
        {
            b.Property<int>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<int>("OrderId").HasColumnType("INTEGER");
            b.Property<decimal>("Price").HasColumnType("TEXT");
            b.Property<int>("ProductId").HasColumnType("INTEGER");
            b.Property<int>("Quantity").HasColumnType("INTEGER");
            b.HasKey("Id");
            b.HasIndex("OrderId");
            b.HasIndex("ProductId");
            b.ToTable("OrderLines");
        });

        modelBuilder.Entity("Shop.Data.Product", b =>
        {
            b.Property<int>("Id").ValueGeneratedOnAdd().HasColumnType("INTEGER");
            b.Property<string>("Name").IsRequired().HasMaxLength(80).HasColumnType("TEXT");
            b.Property<decimal>("Price").HasColumnType("TEXT");
            b.Property<int>("Stock").HasColumnType("INTEGER");
            b.HasKey("Id");
            b.HasIndex("Name").IsUnique();
            b.ToTable("Products");
        });

        modelBuilder.Entity("Shop.Data.OrderLine", b =>
        {
            b.HasOne("Shop.Data.Order", null)
                .WithMany("Lines")
                .HasForeignKey("OrderId")
                .OnDelete(DeleteBehavior.Cascade)
                .IsRequired();
            b.HasOne("Shop.Data.Product", "Product")
                .WithMany()
                .HasForeignKey("ProductId")
                .OnDelete(DeleteBehavior.Restrict)
                .IsRequired();
            b.Navigation("Product");
        });

        modelBuilder.Entity("Shop.Data.Order", b => b.Navigation("Lines"));
    }
}
